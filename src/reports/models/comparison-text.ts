import { commonMape } from '../../contracts/shown-mape.ts';
import type { ErrorSums, ItemErrors, ModelComparison, PairedErrors } from '../../contracts/model-comparison.ts';
import { percent, signedPercent, units } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Two models on the same rows for a terminal: what is better on what, the figures, and the items that differ most. */
export function comparisonText(
  { first, second, windows, units: inUnits, money, metrics, items, note }: ModelComparison,
  inWords: readonly string[],
): string {
  const words = inWords.join('\n');
  if (windows.length === 0) return words;
  const [one, two] = [first.slice(0, 8), second.slice(0, 8)];
  const row = (name: string, of: (side: 'first' | 'second') => string) => [name, of('first'), of('second')];
  const sums = (name: string, errors: PairedErrors) => [
    row(`over-forecast, ${name}`, (side) => units(errors[side].over)),
    row(`under-forecast, ${name}`, (side) => units(errors[side].under)),
  ];
  const { floored, of: mapeOf } = commonMape([metrics.first, metrics.second]);
  const figures = [
    row('WAPE', (side) => percent(metrics[side].wape)),
    row(floored ? 'MAPE with a floor' : 'MAPE', (side) => percent(mapeOf(metrics[side]))),
    row('bias', (side) => signedPercent(metrics[side].bias)),
    row('RMSE 0', (side) => units(metrics[side].rmse0)),
    row('RMSE All', (side) => units(metrics[side].rmseAll)),
    ...sums('units', inUnits),
    ...(money ? sums('at the prices of the data', money) : []),
  ];
  const listed = (some: readonly ItemErrors[]) =>
    textTable(
      ['item', 'sold', `${one} off by`, `${two} off by`],
      some.map((each) => [each.item, units(each.sold), units(total(each.first)), units(total(each.second))]),
    );
  const ofItems = (title: string, some: readonly ItemErrors[], count: number) =>
    some.length === 0 ? [] : [`${title}${some.length < count ? `, ${some.length} of ${count}` : ''}\n${listed(some)}`];
  return [
    words,
    textTable(['figure', one, two], figures),
    ...ofItems(`items on which ${one} is worse`, items.mostWorse, items.worse),
    ...ofItems(`items on which ${one} is better`, items.mostBetter, items.better),
    `windows: ${windows.map(({ cutoff, from }) => `${cutoff} (${from})`).join(', ')}`,
    ...(note === undefined ? [] : [note]),
  ].join('\n\n');
}

function total({ over, under }: ErrorSums): number {
  return over + under;
}
