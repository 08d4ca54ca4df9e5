import { Text } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { causeLabel, reasonInWords } from '../../format/names.ts';
import { plainNumber } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CycleState } from '../../parts/cycle-state.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';

type Cycle = AnswerOf<'cycles.list'>['cycles'][number];

const tookMs = ({ openedAt, closedAt }: Cycle): number | undefined =>
  closedAt === undefined ? undefined : Date.parse(closedAt) - Date.parse(openedAt);

/** Cycles with their ends and reasons. */
export function CycleList({ cycles }: { readonly cycles: readonly Cycle[] }) {
  const environment = useEnvironment();
  const columns: readonly Column<Cycle>[] = [
    {
      name: 'Data up to',
      by: ({ cutoff }) => cutoff,
      show: ({ cycleId, cutoff }) => (
        <PageLink to={pathTo.cycle(environment, cycleId)}>
          {cutoff} no. {cycleId.split('/').at(-1)}
        </PageLink>
      ),
    },
    { name: 'State', by: ({ state }) => state, show: ({ state }) => <CycleState state={state} /> },
    {
      name: 'Because of',
      show: ({ triggers }) => (
        <span className="nowrap">{[...new Set(triggers.map(({ cause }) => causeLabel(cause)))].join(', ')}</span>
      ),
    },
    { name: 'Started', by: ({ openedAt }) => openedAt, show: ({ openedAt }) => <Moment at={openedAt} /> },
    {
      name: 'Took',
      kind: 'number',
      by: tookMs,
      show: (cycle) => {
        const took = tookMs(cycle);
        return took === undefined ? 'runs' : duration(took);
      },
    },
    {
      name: 'Forecast rows',
      kind: 'number',
      by: ({ forecastRows }) => forecastRows,
      show: ({ forecastRows }) => plainNumber(forecastRows),
    },
    {
      name: 'What fell short',
      kind: 'wide',
      show: ({ failure, degradedReasons }) => (
        <Text size="sm" lineClamp={2} title={failure ?? degradedReasons.join('; ')}>
          {failure ?? reasonInWords(degradedReasons.join('; '))}
        </Text>
      ),
    },
  ];
  return <DataTable caption="Cycles" columns={columns} rows={cycles} keyOf={({ cycleId }) => cycleId} minWidth={820} />;
}
