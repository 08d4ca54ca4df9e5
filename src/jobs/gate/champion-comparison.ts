import type { ModelComparison } from '../../contracts/model-comparison.ts';
import { rowPrices, type EnsembleRows, type Panel } from '../../forecasting/index.ts';
import type { ComparedWithChampion } from './compare-with-champion.ts';
import { pairedComparison } from './paired-comparison.ts';

/** What the gate compared, in units and in money: the challenger is the first model, the champion the second. */
export function championComparison(
  challenger: string,
  { comparison, paired }: ComparedWithChampion,
  rows: EnsembleRows,
  panel: Panel,
): ModelComparison {
  const { version, windows, compared, failure } = comparison;
  const left = windows - compared.length;
  const notes = [
    ...(failure === undefined ? [] : [`The champion cannot forecast a window again: ${failure}.`]),
    ...(left === 0
      ? []
      : [
          `${left} of ${windows} windows do not compare: they decide nothing, or the champion has learned from their weeks.`,
        ]),
  ];
  return {
    ...{ first: challenger, second: version },
    windows: compared.map(({ cutoff, by, rows: count }) => ({ cutoff, from: by, rows: count })),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
    ...pairedComparison(rows, paired, rowPrices(panel, rows)),
  };
}
