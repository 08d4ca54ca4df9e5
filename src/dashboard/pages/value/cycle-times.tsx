import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { plainNumber } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { CycleState } from '../../parts/cycle-state.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';

type Cycle = AnswerOf<'cycles.list'>['cycles'][number];

const cyclesShown = 26;

/** How long the newest cycles of a region took. */
export function CycleTimes({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const found = useAnswer('cycles.list', { environment, region, limit: cyclesShown });
  return (
    <Answered query={found} what="the cycles">
      {({ cycles }) =>
        cycles.length === 0 ? (
          <Empty title="This region had no cycle yet" />
        ) : (
          <DataTable
            caption="What cycles took"
            columns={columnsIn(environment)}
            rows={cycles}
            keyOf={({ cycleId }) => cycleId}
            minWidth={520}
          />
        )
      }
    </Answered>
  );
}

function columnsIn(environment: string): readonly Column<Cycle>[] {
  return [
    {
      name: 'Data up to',
      by: ({ cutoff }) => cutoff,
      show: ({ cutoff, cycleId }) => <PageLink to={pathTo.cycle(environment, cycleId)}>{cutoff}</PageLink>,
    },
    { name: 'Ended', by: ({ state }) => state, show: ({ state }) => <CycleState state={state} /> },
    {
      name: 'Took',
      kind: 'number',
      by: tookMs,
      show: (cycle) => {
        const took = tookMs(cycle);
        return took === undefined ? '–' : duration(took);
      },
    },
    {
      name: 'Forecast rows',
      kind: 'number',
      by: ({ forecastRows }) => forecastRows,
      show: ({ forecastRows }) => plainNumber(forecastRows),
    },
  ];
}

function tookMs({ openedAt, closedAt }: Cycle): number | undefined {
  return closedAt === undefined ? undefined : Date.parse(closedAt) - Date.parse(openedAt);
}
