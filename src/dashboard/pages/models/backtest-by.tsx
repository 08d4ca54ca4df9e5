import { Group as Row, NativeSelect, Text } from '@mantine/core';
import { forecasterLabel } from '../../format/names.ts';
import { percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { FlooredNote } from '../../parts/floored-note.tsx';
import { mapeColumn } from '../../parts/mape-column.ts';
import { groupingsOf, weakPlaces, type BacktestDetails, type Group } from './backtest-groups.ts';
import { GroupChart } from './group-chart.tsx';
import { useItemOrder } from './use-item-order.ts';

/** The backtest by step, window, item and slice, next to the mean of the past, the seasonal forecast and last year. */
export function BacktestBy({ backtest }: { readonly backtest: BacktestDetails }) {
  const [{ by }, setFilters] = useFilters('by');
  const [itemsBy, setItemsBy] = useItemOrder();
  const groupings = groupingsOf(backtest);
  const chosen = groupings.find((one) => one.by === by) ?? groupings[0];
  if (!chosen) return null;
  const { items } = backtest;
  return (
    <Section title="Backtest in detail" note="Every forecaster on the same rows. Smaller is better.">
      <Text size="sm">{weakPlaces(groupings)}</Text>
      <YearAgo backtest={backtest} />
      <Row align="flex-end" gap="sm">
        <NativeSelect
          label="By"
          data={groupings.map((one) => ({ value: one.by, label: one.label }))}
          value={chosen.by}
          onChange={({ currentTarget }) => setFilters({ by: currentTarget.value })}
        />
        {chosen.by === 'item' && (
          <NativeSelect
            label="The worst by"
            data={[
              { value: 'wape', label: 'WAPE' },
              { value: 'rmse', label: 'RMSE over all rows' },
            ]}
            value={itemsBy}
            onChange={({ currentTarget }) => setItemsBy(currentTarget.value)}
          />
        )}
      </Row>
      {chosen.by === 'item' && items.worst.length < items.total && (
        <Text size="sm">
          The {items.worst.length} worst of {plainNumber(items.total)} items are shown.
        </Text>
      )}
      {chosen.isCourse && chosen.groups.length > 1 ? (
        <GroupChart
          label={`WAPE by ${chosen.label.toLowerCase()}`}
          groups={chosen.groups}
          table={<Figures of={chosen.groups} label={chosen.label} />}
        />
      ) : (
        <Figures of={chosen.groups} label={chosen.label} />
      )}
    </Section>
  );
}

function YearAgo({ backtest: { yearAgo } }: { readonly backtest: BacktestDetails }) {
  if (!yearAgo) {
    return <Text size="sm">No row has a known week a year before, so last year’s same week is no yardstick here.</Text>;
  }
  const { ensemble, baseline, yearAgo: repeated } = yearAgo;
  return (
    <Text size="sm">
      On the {plainNumber(ensemble.rows)} rows whose series sold a year before, repeating last year’s same week has a
      WAPE of {percent(repeated.wape)}, the mean of the past {percent(baseline.wape)}, the ensemble{' '}
      {percent(ensemble.wape)}.
    </Text>
  );
}

function Figures({ of, label }: { readonly of: readonly Group[]; readonly label: string }) {
  return (
    <>
      <DataTable
        caption={`Backtest by ${label.toLowerCase()}`}
        columns={columnsFor(label, of)}
        rows={of}
        keyOf={({ name }) => name}
        minWidth={720}
      />
      <FlooredNote of={of.map(({ metrics }) => metrics.ensemble)} />
    </>
  );
}

const compared = ['lasso', 'network', 'trees', 'seasonal', 'baseline'] as const;

function columnsFor(label: string, groups: readonly Group[]): readonly Column<Group>[] {
  const present = compared.filter((name) => groups.some(({ metrics }) => metrics[name]));
  return [
    { name: label, by: ({ name }) => name, show: ({ name }) => name },
    figure('Ensemble, WAPE', ({ metrics }) => metrics.ensemble?.wape),
    ...present.map((name) => figure(`${shortNames[name]}, WAPE`, ({ metrics }) => metrics[name]?.wape)),
    mapeColumn('Ensemble, MAPE', ({ metrics }) => metrics.ensemble),
    {
      ...{ name: 'Bias', kind: 'number' as const },
      by: ({ metrics }) => metrics.ensemble?.bias ?? undefined,
      show: ({ metrics }) => signedPercent(metrics.ensemble?.bias),
    },
    {
      ...{ name: 'Rows', kind: 'number' as const },
      by: ({ metrics }) => metrics.ensemble?.rows,
      show: ({ metrics }) => plainNumber(metrics.ensemble?.rows),
    },
  ];
}

const shortNames = {
  lasso: forecasterLabel('lasso'),
  network: forecasterLabel('network'),
  trees: forecasterLabel('trees'),
  seasonal: forecasterLabel('seasonal'),
  baseline: 'Mean',
} as const;

function figure(name: string, of: (group: Group) => number | null | undefined): Column<Group> {
  return { name, kind: 'number', by: (group) => of(group) ?? undefined, show: (group) => percent(of(group)) };
}
