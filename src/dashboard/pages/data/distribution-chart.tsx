import { Text } from '@mantine/core';
import { useCallback } from 'react';
import { percent, plainNumber } from '../../format/numbers.ts';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { binsOf, type Bin, type Distribution } from './drift-rows.ts';

const colours = { 'when trained': '#8a939c', now: '#1098ad' } as const;

interface Props {
  /** `format/velocity` */
  readonly segment: string;
  readonly distribution: Distribution;
}

/** The distribution that a champion was trained on next to the one now. */
export function DistributionChart({ segment, distribution }: Props) {
  const { column, of, meanThen, meanNow } = distribution;
  const bins = binsOf(distribution);
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const bars = binsOf(distribution).flatMap(({ label, then, now }) => [
        { label, share: then, of: 'when trained' },
        { label, share: now, of: 'now' },
      ]);
      return {
        height: 260,
        marginBottom: 70,
        x: { axis: null, domain: Object.keys(colours) },
        fx: { label: null, tickRotate: -40, domain: binsOf(distribution).map(({ label }) => label) },
        y: { label: 'share of rows', tickFormat: '.0%', grid: true },
        color: { legend: width > 300, domain: Object.keys(colours), range: Object.values(colours) },
        marks: [plot.barY(bars, { x: 'of', fx: 'label', y: 'share', fill: 'of' }), plot.ruleY([0])],
      };
    },
    [distribution],
  );
  const what = of === 'change' ? 'Change against the same series a year before' : 'Values';
  return (
    <>
      <Text fw={600}>
        {column}, {segment}
      </Text>
      <Text size="sm" c="dimmed">
        {what}. Mean of all values when trained {plainNumber(meanThen)}, now {plainNumber(meanNow)}.
      </Text>
      <Chart
        label={`${what} of ${column}, ${segment}: shares of rows when the champion was trained, and now`}
        draw={draw}
        table={
          <DataTable
            caption={`Distributions of ${column}`}
            columns={columns}
            rows={bins}
            keyOf={({ label }) => label}
            minWidth={320}
          />
        }
      />
    </>
  );
}

const columns: readonly Column<Bin>[] = [
  { name: 'Bin', show: ({ label }) => label },
  { name: 'When trained', kind: 'number', show: ({ then }) => percent(then) },
  { name: 'Now', kind: 'number', show: ({ now }) => percent(now) },
];
