import { Text } from '@mantine/core';
import { reductionBetween } from '../../../contracts/shown-mape.ts';
import { byForecaster, forecasterLabel } from '../../format/names.ts';
import { percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { FlooredNote } from '../../parts/floored-note.tsx';
import { mapeColumn } from '../../parts/mape-column.ts';
import type { RegisteredModel } from './model-words.ts';

type Backtest = RegisteredModel['record']['backtest'];
type Figures = [name: string, metrics: NonNullable<Backtest['metrics']['ensemble']>];

/** Errors of every forecaster on the same rows, and the quality of the interval. */
export function BacktestFigures({ backtest }: { readonly backtest: Backtest }) {
  const { metrics, coverage, width, odd } = backtest;
  const reduction = reductionBetween(metrics.baseline, metrics.ensemble);
  const sentences = [
    ...(reduction === null
      ? []
      : [`MAPE is ${percent(Math.abs(reduction))} ${reduction < 0 ? 'above' : 'below'} that of the mean of the past.`]),
    ...(coverage === null
      ? []
      : [`${percent(coverage, 0)} of the actual sales lie between P10 and P90; the target is 80%.`]),
    ...(typeof width === 'number' ? [`That interval is as wide as ${percent(width, 0)} of the units sold.`] : []),
    ...Object.entries(odd ?? {}).map(([week, why]) => `The window of ${week} decides nothing: ${why}.`),
  ];
  return (
    <>
      <DataTable
        caption="Backtest errors by forecaster"
        columns={columnsFor(Object.values(metrics))}
        rows={byForecaster(metrics)}
        keyOf={([name]) => name}
        minWidth={560}
      />
      <FlooredNote of={Object.values(metrics)} />
      <Text size="sm">{sentences.join(' ')}</Text>
    </>
  );
}

/** @param all the errors of all rows */
function columnsFor(all: readonly Figures[1][]): readonly Column<Figures>[] {
  return [
    { name: 'Forecaster', show: ([name]) => forecasterLabel(name) },
    mapeColumn(
      'MAPE',
      ([, errors]) => errors,
      () => all,
    ),
    { name: 'WAPE', kind: 'number', by: ([, { wape }]) => wape ?? undefined, show: ([, { wape }]) => percent(wape) },
    { name: 'Bias', kind: 'number', show: ([, { bias }]) => signedPercent(bias) },
    { name: 'RMSE 0, units', kind: 'number', show: ([, { rmse0 }]) => plainNumber(rmse0) },
    { name: 'RMSE all, units', kind: 'number', show: ([, { rmseAll }]) => plainNumber(rmseAll) },
    { name: 'Rows', kind: 'number', show: ([, { rows }]) => plainNumber(rows) },
  ];
}
