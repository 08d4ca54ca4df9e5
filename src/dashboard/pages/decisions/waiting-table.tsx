import type { ReactNode } from 'react';
import { segmentLabel } from '../../format/names.ts';
import { percent } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { Waiting } from './comparison.ts';

interface Props {
  readonly waiting: readonly Waiting[];
  /** Shows a challenger in full. */
  readonly onChoose: (waiting: Waiting) => void;
}

/** Many challengers at a glance, before one is looked at. */
export function WaitingTable({ waiting, onChoose }: Props) {
  return (
    <DataTable
      caption="Challengers that wait"
      columns={columnsWith((one) => (
        <button type="button" className="link-button" onClick={() => onChoose(one)}>
          {nameOf(one)}
        </button>
      ))}
      rows={waiting}
      keyOf={({ promotion, run }) => promotion + run}
      minWidth={640}
    />
  );
}

/** `us-midwest, large · fast` */
export function nameOf({ challenger: { segment } }: Waiting): string {
  return `${segment.region}, ${segmentLabel(segment)}`;
}

function columnsWith(link: (one: Waiting) => ReactNode): readonly Column<Waiting>[] {
  const wape = (of: 'ensemble' | 'seasonal' | 'baseline') => (one: Waiting) =>
    one.challenger.backtest.metrics[of]?.wape;
  const figure = (name: string, of: ReturnType<typeof wape>): Column<Waiting> => ({
    ...{ name, kind: 'number', by: (one) => of(one) ?? undefined, show: (one) => percent(of(one)) },
  });
  return [
    { name: 'Segment', by: nameOf, show: link },
    {
      name: 'Checks',
      by: ({ challenger }) => Number(challenger.gatePassed),
      show: ({ challenger: { gatePassed, gate } }) => (
        <Pill tone={gatePassed ? 'good' : 'bad'} withGlyph>
          {gatePassed ? 'passed' : `${gate.filter(({ passed }) => !passed).length} failed`}
        </Pill>
      ),
    },
    figure('WAPE', wape('ensemble')),
    figure('Seasonal', wape('seasonal')),
    figure('Baseline', wape('baseline')),
    { name: 'Champion', show: ({ champion }) => (champion === undefined ? 'none yet' : 'there is one') },
    {
      name: 'Decide until',
      by: ({ expiresAt }) => expiresAt,
      show: ({ expiresAt }) => expiresAt !== undefined && <Moment at={expiresAt} as="both" />,
    },
  ];
}
