import { Stack, Text } from '@mantine/core';
import { useLive } from '../../api/live.tsx';
import { useAnswer } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { segmentTrainingId } from '../../../contracts/workflow-ids.ts';
import { cycleLabel, segmentInRegion } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { WorkflowLink } from '../../parts/workflow-link.tsx';
import { pathTo } from '../../paths.ts';
import { RunningFits } from './running-fits.tsx';
import { StageList } from './stage-list.tsx';

type SegmentView = AnswerOf<'cycles.watch'>['segments'][number];

const withoutLiveMs = 3000;

interface Props {
  readonly cycleId: string;
  /** Whether it links to the page of the cycle. Default false. */
  readonly linked?: boolean;
}

/** A cycle while it runs: its stage, its segments, and how far each training is. */
export function LiveCycle({ cycleId, linked = false }: Props) {
  const environment = useEnvironment();
  const { state } = useLive();
  const everyMs = state === 'live' ? false : withoutLiveMs;
  const view = useAnswer('cycles.watch', { environment, cycleId }, { everyMs });
  return (
    <Answered query={view} what="the running cycle">
      {({ stage, startedAt, activities, segments, failure }) => (
        <Stack gap="xs" className="panel">
          {linked && <PageLink to={pathTo.cycle(environment, cycleId)}>{cycleLabel(cycleId)}</PageLink>}
          {failure !== undefined && (
            <Notice tone="bad" title="The cycle has failed">
              {failure}
            </Notice>
          )}
          <StageList at={stage} />
          <Text size="sm" component="div">
            {startedAt !== undefined && (
              <>
                Started <Moment at={startedAt} as="both" />.{' '}
              </>
            )}
            {activities.length > 0 && `Now: ${activities.join(', ')}.`}
          </Text>
          {segments.length > 0 && (
            <DataTable
              caption="Segments while the cycle runs"
              columns={columnsOf(cycleId)}
              rows={segments}
              keyOf={({ name }) => name}
              minWidth={520}
            />
          )}
          <RunningFits segments={segments} />
        </Stack>
      )}
    </Answered>
  );
}

const columnsOf = (cycleId: string): readonly Column<SegmentView>[] => [
  { name: 'Segment', by: ({ name }) => name, show: ({ name }) => segmentInRegion(name) },
  { name: 'Stage', by: ({ stage }) => stage, show: ({ stage }) => stage },
  {
    name: 'Detail',
    kind: 'wide',
    show: ({ detail, activities }) => (activities.length > 0 ? activities.join('; ') : detail),
  },
  {
    name: 'Workflow',
    show: ({ name, stage }) =>
      stage === 'training' && <WorkflowLink id={segmentTrainingId(cycleId, name)}>training</WorkflowLink>,
  },
];
