import { Text } from '@mantine/core';
import { useFollow, useLive } from '../../api/live.tsx';
import { useAnswer } from '../../api/use-answer.ts';
import { causeLabel, reasonInWords } from '../../format/names.ts';
import { plainNumber } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { CycleState } from '../../parts/cycle-state.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Version } from '../../parts/version.tsx';
import { WorkflowLink } from '../../parts/workflow-link.tsx';
import { pathTo } from '../../paths.ts';
import type { Details } from '../region/outcomes.ts';
import { LiveCycle } from './live-cycle.tsx';
import { Realised } from './realised.tsx';
import { SegmentOutcomes } from './segment-outcomes.tsx';
import { StageList } from './stage-list.tsx';

const withoutLiveMs = 15_000;

/** What a cycle did: stages, segments, figures, data. */
export function Cycle({ cycleId }: { readonly cycleId: string }) {
  const environment = useEnvironment();
  const { state } = useLive();
  const everyMs = state === 'live' ? false : withoutLiveMs;
  const details = useAnswer('cycles.show', { environment, cycleId }, { everyMs });
  const runs = details.data?.cycle.state === 'running';
  useFollow(runs ? cycleId : undefined);
  const cycle = details.data?.cycle;
  return (
    <Page
      title={cycle ? `Cycle of ${cycle.region}, ${cycle.cutoff}` : 'Cycle'}
      lead={
        cycle && (
          <>
            <CycleState state={cycle.state} />{' '}
            <Text span>{cycle.closedAt === undefined ? 'runs now' : `took ${tookOf(cycle)}`}</Text>
          </>
        )
      }
    >
      <Answered query={details} what="the cycle">
        {(found) => (
          <>
            <WhatFellShort {...found} />
            {runs ? (
              <LiveCycle cycleId={cycleId} />
            ) : (
              found.result && (
                <StageList at="done" failed={found.result.evaluation.failure === undefined ? undefined : 'evaluate'} />
              )
            )}
            <CycleFacts {...found} />
            {found.result && (
              <>
                <Section
                  title="Segments"
                  note="Errors in the backtest, next to those of the mean of the past and of the seasonal forecast. Smaller is better."
                >
                  <SegmentOutcomes segments={found.result.segments} />
                </Section>
                <Section title="Past forecasts, now that sales have arrived">
                  <Realised evaluation={found.result.evaluation} />
                </Section>
              </>
            )}
          </>
        )}
      </Answered>
    </Page>
  );
}

function tookOf({ openedAt, closedAt }: Details['cycle']): string {
  return closedAt === undefined ? '' : duration(Date.parse(closedAt) - Date.parse(openedAt));
}

function WhatFellShort({ cycle: { failure, degradedReasons } }: Details) {
  return (
    <>
      {failure !== undefined && (
        <Notice tone="bad" title="The cycle failed, and what was published before stays">
          {failure}
        </Notice>
      )}
      {degradedReasons.length > 0 && (
        <Notice tone="warn" title="Forecasts were published, but something fell short">
          <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
            {degradedReasons.map((reason) => (
              <li key={reason}>{reasonInWords(reason)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function CycleFacts({ cycle, result }: Details) {
  const environment = useEnvironment();
  const { region, cutoff, triggers, openedAt, cycleId } = cycle;
  const dataset = result?.dataset;
  return (
    <div className="panel">
      <Facts
        of={[
          [
            'Region',
            <PageLink key="region" to={pathTo.region(environment, region)}>
              {region}
            </PageLink>,
          ],
          [
            'Because of',
            triggers
              .map(({ cause, requestedBy, reason }) =>
                [`${causeLabel(cause)}, sent by ${requestedBy}`, ...(reason === undefined ? [] : [`“${reason}”`])].join(
                  ': ',
                ),
              )
              .join('; '),
          ],
          ['Started', <Moment key="started" at={openedAt} as="both" />],
          [
            'Forecasts',
            result && (
              <PageLink to={pathTo.forecasts(environment, { region, cutoff })}>
                {plainNumber(result.forecasts.rows)} rows
              </PageLink>
            ),
          ],
          [
            'Dataset',
            dataset && (
              <>
                <Version
                  of={dataset.version}
                  to={pathTo.lineage(environment, { kind: 'dataset', wanted: dataset.version })}
                />
                , {plainNumber(dataset.rows)} rows
                {dataset.quarantined > 0 && `, ${plainNumber(dataset.quarantined)} set aside`}
              </>
            ),
          ],
          ['Warnings', dataset?.warnings?.join('; ')],
          ['Workflow', <WorkflowLink key="id" id={cycleId} />],
        ]}
      />
    </div>
  );
}
