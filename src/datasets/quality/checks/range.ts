import type { CheckRule } from '../check-rule.ts';
import { matrixOf } from '../panel-matrix.ts';
import { percent } from '../percent.ts';

/** Values of a column up to the cutoff; a column of the stores counts once a store. */
export const range: CheckRule<'range'> = {
  count(panel, { column, min = -Infinity, max = Infinity }, _, count) {
    const look = (value: number): void => {
      if (Number.isNaN(value)) return;
      count.all += 1;
      if (value >= min && value <= max) count.met += 1;
    };
    const matrix = matrixOf(panel, column);
    if (!matrix) return panel.storeAttributes[column]?.forEach(look);
    const width = panel.weeks.length;
    for (let cell = 0; cell < matrix.length; cell += 1) {
      if (cell % width <= panel.cutoffIndex) look(matrix[cell] ?? Number.NaN);
    }
  },
  judge({ column, min, max, maxShare }, { counted: { all: values, met } }) {
    const outside = values - met;
    const limits = [min === undefined ? '' : `below ${min}`, max === undefined ? '' : `above ${max}`];
    const share = values === 0 ? 0 : outside / values;
    const detail = `${outside} of ${values} values of ${column} are ${limits.filter((text) => text !== '').join(' or ')}, limit ${percent(maxShare)}`;
    return { passed: share <= maxShare, detail };
  },
};
