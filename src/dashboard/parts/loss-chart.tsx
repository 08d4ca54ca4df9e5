import { useCallback, useMemo } from 'react';
import { plainNumber } from '../format/numbers.ts';
import { Chart, type Plot } from './chart.tsx';
import { DataTable, type Column } from './data-table.tsx';
import { lineColours } from './line-colours.ts';
import { hasMarkers } from './markers.ts';
import { epochRange, lossRows, type LossCurve, type LossRow } from './loss-curves.ts';

interface Props {
  /** What is trained, for those who cannot see it. */
  readonly label: string;
  readonly curves: readonly LossCurve[];
}

/** Losses by epoch, a line a network; dashed on rows that were held out. */
export function LossChart({ label, curves }: Props) {
  const hasHeldOut = curves.some(({ heldOut }) => heldOut.length > 0);
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const [first, last] = epochRange(curves);
      const lines = curves.flatMap(({ name, points }) => points.map((point) => ({ ...point, name })));
      const dashed = curves.flatMap(({ name, heldOut }) => heldOut.map((point) => ({ ...point, name })));
      return {
        height: Math.min(290, width * 0.6),
        marginBottom: 42,
        // Whole epochs alone: two of them are no room for ten ticks.
        x: { label: 'epoch', tickFormat: 'd', labelOffset: 38, ticks: Math.min(10, Math.max(1, last - first)) },
        y: { label: 'loss', grid: true },
        color: { legend: true, domain: curves.map(({ name }) => name), range: [...lineColours] },
        marks: [
          plot.lineY(lines, { x: 'epoch', y: 'loss', stroke: 'name', marker: hasMarkers(last - first, width) }),
          ...(dashed.length === 0
            ? []
            : [plot.lineY(dashed, { x: 'epoch', y: 'loss', stroke: 'name', strokeDasharray: '4 3' })]),
        ],
      };
    },
    [curves],
  );
  const rows = useMemo(() => lossRows(curves), [curves]);
  return (
    <Chart
      label={`${label}: loss by epoch${hasHeldOut ? '; dashed on rows that were held out' : ''}`}
      draw={draw}
      table={
        <DataTable
          caption={`${label}: loss by epoch`}
          columns={columnsOf(curves)}
          rows={rows}
          keyOf={({ epoch }) => String(epoch)}
          minWidth={200 + 110 * curves.length}
        />
      }
    />
  );
}

function columnsOf(curves: readonly LossCurve[]): readonly Column<LossRow>[] {
  return [
    { name: 'Epoch', show: ({ epoch }) => epoch },
    ...curves.flatMap(({ name, heldOut }, index): Column<LossRow>[] => [
      { name, kind: 'number', show: ({ losses }) => plainNumber(losses[index]) },
      ...(heldOut.length === 0
        ? []
        : [
            {
              ...{ name: `${name}, held out`, kind: 'number' as const },
              show: ({ heldOut: values }: LossRow) => plainNumber(values[index]),
            },
          ]),
    ]),
  ];
}
