import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { regionControllerId } from '../../../contracts/workflow-ids.ts';
import { useFollow, useLive } from '../../api/live.tsx';
import { useAnswer } from '../../api/use-answer.ts';
import { asSentence, reasonInWords } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Standing } from '../../parts/standing.tsx';
import { WorkflowLink } from '../../parts/workflow-link.tsx';
import { pathTo } from '../../paths.ts';
import { CancelDialog } from '../commands/cancel-dialog.tsx';
import { CycleCommands } from '../commands/cycle-commands.tsx';
import { isEmpty, type RegionOverview } from '../today/summary.ts';
import { Ledger } from './ledger.tsx';
import { LiveCycle } from '../cycle/live-cycle.tsx';
import { CycleList } from './cycle-list.tsx';
import { SegmentGrid } from './segment-grid.tsx';

const cyclesShown = 24;
const withoutLiveMs = 15_000;

/** What a region does and waits for, what its cycles did, and why they ran. */
export function Region({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const { state } = useLive();
  const everyMs = state === 'live' ? false : withoutLiveMs;
  const overview = useAnswer('overview.show', { environment }, { everyMs });
  const cycles = useAnswer('cycles.list', { environment, region, limit: cyclesShown }, { everyMs });
  const facts = overview.data?.regions.find((one) => one.region === region);
  const running = facts?.cycle?.state === 'running' ? facts.cycle.cycleId : undefined;
  useFollow(running);
  return (
    <Page
      title={region}
      lead={facts && <Lead facts={facts} isNew={isEmpty(overview.data ?? { regions: [] })} />}
      actions={<Commands region={region} paused={facts?.controller?.paused ?? false} runs={running !== undefined} />}
    >
      <Answered query={overview} what="the region">
        {() =>
          facts ? <RegionFacts facts={facts} /> : <Notice tone="bad" title={`The project has no region ${region}`} />
        }
      </Answered>
      {running !== undefined && (
        <Section title="Running now">
          <LiveCycle cycleId={running} linked />
        </Section>
      )}
      <Answered query={cycles} what="the cycles">
        {(found) =>
          found.cycles.length === 0 ? (
            <Empty title="No cycle has run in this region yet">Request one, or wait for the weekly schedule.</Empty>
          ) : (
            <>
              <Section title="Weeks and segments" note="The last cycle of each week. Choose a mark to see why.">
                <SegmentGrid cycles={found.cycles} />
              </Section>
              <Section title="Cycles" note={found.nextPage === undefined ? undefined : `The last ${cyclesShown}.`}>
                <CycleList cycles={found.cycles} />
              </Section>
            </>
          )
        }
      </Answered>
      <Section
        title="Ledger"
        note="Why did this run, or not? Every trigger that the region received, the newest first."
      >
        <Ledger region={region} />
      </Section>
    </Page>
  );
}

interface LeadProps {
  readonly facts: RegionOverview;
  /** Whether nothing has run in the environment yet: then nothing is wrong. */
  readonly isNew: boolean;
}

function Lead({ facts: { standing, reason, weeksBehind }, isNew }: LeadProps) {
  return (
    <>
      {isNew ? <Pill tone="calm">Not started</Pill> : <Standing standing={standing} isBehind={weeksBehind > 0} />}
      <Text size="sm" lineClamp={2} title={reason}>
        {asSentence(reasonInWords(reason))}
      </Text>
    </>
  );
}

function RegionFacts({ facts }: { readonly facts: RegionOverview }) {
  const environment = useEnvironment();
  const { region, controller, forecast, weeksBehind, waitingDecisions } = facts;
  return (
    <div className="panel">
      <Facts
        of={[
          ['Doing', controller?.doing],
          ['Waiting triggers', controller && controller.pending > 0 ? controller.pending : undefined],
          ['Paused', controller?.paused ? (controller.pausedBy ?? 'yes') : undefined],
          [
            'Newest forecast',
            forecast && (
              <>
                <PageLink to={pathTo.forecasts(environment, { region })}>from the week of {forecast.cutoff}</PageLink>,
                published <Moment at={forecast.publishedAt} as="both" />
                {weeksBehind > 0 && `, ${countOf(weeksBehind, 'week')} behind the other regions`}
              </>
            ),
          ],
          ['Models go stale', controller?.staleAt && <Moment at={controller.staleAt} as="both" />],
          [
            'Decisions',
            waitingDecisions > 0 && (
              <PageLink to={pathTo.decisions(environment)}>{countOf(waitingDecisions, 'model')} to decide on</PageLink>
            ),
          ],
          [
            'Models',
            <PageLink key="models" to={pathTo.models(environment, { region })}>
              Models of this region
            </PageLink>,
          ],
          ['Workflow', <WorkflowLink key="workflow" id={regionControllerId(environment, region)} />],
        ]}
      />
    </div>
  );
}

interface CommandsProps {
  readonly region: string;
  readonly paused: boolean;
  readonly runs: boolean;
}

function Commands({ region, paused, runs }: CommandsProps) {
  const [cancelling, setCancelling] = useState(false);
  return (
    <>
      <CycleCommands regions={[region]} paused={paused ? [region] : []} />
      {runs && (
        <Button size="xs" variant="default" onClick={() => setCancelling(true)}>
          Stop the cycle
        </Button>
      )}
      {cancelling && <CancelDialog region={region} onClose={() => setCancelling(false)} />}
    </>
  );
}
