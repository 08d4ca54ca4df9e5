import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { keyOf, useAnswer } from '../../api/use-answer.ts';
import { useSession } from '../../api/use-session.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { permittedEnvironments } from '../../layout/permitted-environments.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import type { RegionOverview } from './summary.ts';

/** An environment in which nothing has run yet: how its first cycle is asked for, and where there is something to see. */
export function EmptyEnvironment({ regions }: { readonly regions: readonly RegionOverview[] }) {
  const environment = useEnvironment();
  const project = useAnswer('project.show', {}).data;
  const others = useOthersWithCycles(environment);
  const isManual = project?.environments.find(({ name }) => name === environment)?.promotion === 'manual';
  const paused = regions.filter(({ controller }) => controller?.paused).length;
  return (
    <Empty title={`No cycle has run in ${environment} yet`}>
      <Text size="sm" my={4}>
        So it has no forecasts, models or figures. To ask for the first cycle, choose <b>Request cycles</b> at the top,
        or run <code>shelfcast request --env {environment}</code>.
        {isManual && ' A person decides here which models become champion: the first ones wait for that.'}
        {paused > 0 &&
          ` ${countOf(paused, 'region')} ${paused === 1 ? 'is' : 'are'} paused: what is asked for starts once resumed.`}
      </Text>
      {others.length > 0 && (
        <Text size="sm">
          Cycles have run in{' '}
          {others.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <PageLink to={pathTo.today(name)}>{name}</PageLink>
            </span>
          ))}
          .
        </Text>
      )}
      <details>
        <summary>{countOf(regions.length, 'region')}</summary>
        <ul className="names">
          {regions.map(({ region }) => (
            <li key={region}>
              <PageLink to={pathTo.region(environment, region)}>{region}</PageLink>
            </li>
          ))}
        </ul>
      </details>
    </Empty>
  );
}

/** The other environments that the reader may use and that have had a cycle, in the order of the project. */
function useOthersWithCycles(environment: string): readonly string[] {
  const project = useAnswer('project.show', {}).data;
  const session = useSession().data;
  const others = permittedEnvironments(project?.environments ?? [], session)
    .map(({ name }) => name)
    .filter((name) => name !== environment);
  const newest = useQueries({
    queries: others.map((name) => {
      const input = { environment: name, limit: 1 };
      return { queryKey: keyOf('cycles.list', input), queryFn: () => ask('cycles.list', input) };
    }),
  });
  return others.filter((_, index) => (newest[index]?.data?.cycles.length ?? 0) > 0);
}
