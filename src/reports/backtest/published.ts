import type { BacktestEvaluation } from '../../contracts/backtest.ts';
import type { ErrorMetrics, PublishedErrors } from '../../contracts/metrics.ts';
import { percent, signedPercent, units } from '../figures.ts';

/** What the numbers that are published for a forecast are called. */
const publishedNames: Readonly<Record<keyof PublishedErrors, string>> = {
  forecast: 'forecast',
  p50: 'P50',
  mean: 'mean',
};

export const publishedColumns = ['MAPE', 'floored', 'WAPE', 'bias', 'P10–P90', 'width', 'pinball', 'rows'];

/** Forecast, P50 and mean on the same rows, a row each; the quality of the interval is shown with P50. */
export function publishedRows({ published, overall }: BacktestEvaluation): readonly (readonly [string, string[]])[] {
  if (!published) return [];
  const { coverage, width, pinball } = overall.ensemble ?? {};
  const cells = (name: keyof PublishedErrors, { mape, flooredMape, wape, bias, rows }: ErrorMetrics): string[] => [
    percent(mape),
    percent(flooredMape),
    percent(wape),
    signedPercent(bias),
    ...(name === 'p50' ? [coverage, width, pinball].map(percent) : ['', '', '']),
    String(rows),
  ];
  const names = Object.keys(publishedNames) as (keyof PublishedErrors)[];
  return names.map((name) => [publishedNames[name], cells(name, published[name])]);
}

/** `a floor of 12.3 units: ensemble 34.7%, seasonal 104.3%, baseline 145.6%`; nothing where no floor was measured. */
export function floorText({ overall: { ensemble, seasonal, baseline } }: BacktestEvaluation): string | undefined {
  if (ensemble?.mapeFloor === undefined) return undefined;
  const named = [['ensemble', ensemble] as const, ['seasonal', seasonal] as const, ['baseline', baseline] as const];
  const figures = named.flatMap(([name, errors]) => (errors ? [`${name} ${percent(errors.flooredMape)}`] : []));
  return `a floor of ${units(ensemble.mapeFloor)} units: ${figures.join(', ')}`;
}
