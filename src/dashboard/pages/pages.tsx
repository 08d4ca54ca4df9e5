import { lazy, Suspense, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { LiveProvider } from '../api/live.tsx';
import { useAnswer } from '../api/use-answer.ts';
import { useSession } from '../api/use-session.ts';
import { EnvironmentContext } from '../layout/environment.ts';
import { loadPage } from '../layout/load-page.ts';
import { PageBoundary } from '../layout/page-boundary.tsx';
import { firstEnvironment } from '../layout/permitted-environments.ts';
import { Shell } from '../layout/shell.tsx';
import { Answered, Loading } from '../parts/answered.tsx';
import { pathTo } from '../paths.ts';
import { NotFound } from './not-found.tsx';
import { SignIn } from './sign-in.tsx';
import { Today } from './today/today.tsx';

// Today comes at once; each of the others when it is first opened.
const Region = lazy(async () => ({ default: (await loadPage(() => import('./region/region.tsx'))).Region }));
const Cycle = lazy(async () => ({ default: (await loadPage(() => import('./cycle/cycle.tsx'))).Cycle }));
const Decisions = lazy(async () => ({
  default: (await loadPage(() => import('./decisions/decisions.tsx'))).Decisions,
}));
const Forecasts = lazy(async () => ({
  default: (await loadPage(() => import('./forecasts/forecasts.tsx'))).Forecasts,
}));
const Why = lazy(async () => ({ default: (await loadPage(() => import('./why/why.tsx'))).Why }));
const Models = lazy(async () => ({ default: (await loadPage(() => import('./models/models.tsx'))).Models }));
const Model = lazy(async () => ({ default: (await loadPage(() => import('./models/model.tsx'))).Model }));
const ModelCard = lazy(async () => ({
  default: (await loadPage(() => import('./models/card/model-card.tsx'))).ModelCard,
}));
const Compare = lazy(async () => ({ default: (await loadPage(() => import('./compare/compare.tsx'))).Compare }));
const Monitoring = lazy(async () => ({
  default: (await loadPage(() => import('./monitoring/monitoring.tsx'))).Monitoring,
}));
const Data = lazy(async () => ({ default: (await loadPage(() => import('./data/data.tsx'))).Data }));
const Lineage = lazy(async () => ({ default: (await loadPage(() => import('./lineage/lineage.tsx'))).Lineage }));
const Value = lazy(async () => ({ default: (await loadPage(() => import('./value/value.tsx'))).Value }));
const Audit = lazy(async () => ({ default: (await loadPage(() => import('./audit/audit.tsx'))).Audit }));

const root = '/environments/:environment';

/** Every page, by its address; before that a key, where the server asks for one. */
export function Pages() {
  const session = useSession().data;
  if (session && 'mayUseProvider' in session) return <SignIn mayUseProvider={session.mayUseProvider} />;
  return (
    <Switch>
      <Route path="/">
        <FirstEnvironment />
      </Route>
      <Route path={root}>
        {({ environment }) => (
          <In environment={environment}>
            <Today />
          </In>
        )}
      </Route>
      <Route path={`${root}/regions/:region`}>
        {({ environment, region }) => (
          <In environment={environment}>
            <Region region={decoded(region)} />
          </In>
        )}
      </Route>
      <Route path={`${root}/cycles/*`}>
        {({ environment, '*': cycleId }) => (
          <In environment={environment}>
            <Cycle cycleId={decoded(cycleId)} />
          </In>
        )}
      </Route>
      <Route path={`${root}/decisions`}>
        {({ environment }) => (
          <In environment={environment}>
            <Decisions />
          </In>
        )}
      </Route>
      <Route path={`${root}/forecasts`}>
        {({ environment }) => (
          <In environment={environment}>
            <Forecasts />
          </In>
        )}
      </Route>
      <Route path={`${root}/why`}>
        {({ environment }) => (
          <In environment={environment}>
            <Why />
          </In>
        )}
      </Route>
      <Route path={`${root}/models`}>
        {({ environment }) => (
          <In environment={environment}>
            <Models />
          </In>
        )}
      </Route>
      <Route path={`${root}/models/compare`}>
        {({ environment }) => (
          <In environment={environment}>
            <Compare />
          </In>
        )}
      </Route>
      <Route path={`${root}/models/:version/card`}>
        {({ environment, version }) => (
          <In environment={environment}>
            <ModelCard version={decoded(version)} />
          </In>
        )}
      </Route>
      <Route path={`${root}/models/:version`}>
        {({ environment, version }) => (
          <In environment={environment}>
            <Model version={decoded(version)} />
          </In>
        )}
      </Route>
      <Route path={`${root}/monitoring`}>
        {({ environment }) => (
          <In environment={environment}>
            <Monitoring />
          </In>
        )}
      </Route>
      <Route path={`${root}/data`}>
        {({ environment }) => (
          <In environment={environment}>
            <Data />
          </In>
        )}
      </Route>
      <Route path={`${root}/lineage`}>
        {({ environment }) => (
          <In environment={environment}>
            <Lineage />
          </In>
        )}
      </Route>
      <Route path={`${root}/value`}>
        {({ environment }) => (
          <In environment={environment}>
            <Value />
          </In>
        )}
      </Route>
      <Route path={`${root}/audit`}>
        {({ environment }) => (
          <In environment={environment}>
            <Audit />
          </In>
        )}
      </Route>
      <Route path={`${root}/*?`}>
        {({ environment }) => (
          <In environment={environment}>
            <NotFound />
          </In>
        )}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

/** A page of an environment, with what surrounds it. */
function In({ environment, children }: { readonly environment: string; readonly children: ReactNode }) {
  const [place] = useLocation();
  return (
    <EnvironmentContext value={decoded(environment)}>
      <LiveProvider environment={decoded(environment)}>
        <Shell>
          <PageBoundary place={place}>
            <Suspense fallback={<Loading what="the page" />}>{children}</Suspense>
          </PageBoundary>
        </Shell>
      </LiveProvider>
    </EnvironmentContext>
  );
}

/** Without an environment in the address: `prod` where there is one and the key is for it, else the first that it is for. */
function FirstEnvironment() {
  const project = useAnswer('project.show', {});
  const { data: session, isPending } = useSession();
  // The redirect waits until it is known what the key is for.
  if (isPending) return null;
  return (
    <Answered query={project} what="the project">
      {({ environments }) => {
        const chosen = firstEnvironment(environments, session);
        return chosen ? <Redirect to={pathTo.today(chosen.name)} replace /> : <NotFound />;
      }}
    </Answered>
  );
}

function decoded(part: string | undefined): string {
  const text = part ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
