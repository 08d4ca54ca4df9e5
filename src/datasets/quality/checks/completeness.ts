import type { CheckRule } from '../check-rule.ts';
import { matrixOf } from '../panel-matrix.ts';
import { percent } from '../percent.ts';

const weeksOfQuarter = 13;

/** The cutoff week against the series that had a value in it or in the quarter before. */
export const completeness: CheckRule<'completeness'> = {
  count(panel, _, columns, count) {
    const matrices = columns.flatMap((name) => matrixOf(panel, name) ?? []);
    const width = panel.weeks.length;
    const has = (series: number, week: number): boolean =>
      matrices.some((matrix) => !Number.isNaN(matrix[series * width + week] ?? Number.NaN));
    const from = Math.max(0, panel.cutoffIndex - weeksOfQuarter);
    for (let series = 0; series < panel.seriesItem.length; series += 1) {
      let active = false;
      for (let week = from; week <= panel.cutoffIndex && !active; week += 1) active = has(series, week);
      if (!active) continue;
      count.all += 1;
      if (has(series, panel.cutoffIndex)) count.met += 1;
    }
  },
  judge({ minCoverage }, { counted: { all: active, met: present } }) {
    const share = active === 0 ? 0 : present / active;
    const detail = `${percent(share)} of ${active} series have a row in the cutoff week, at least ${percent(minCoverage)} are required`;
    return { passed: share >= minCoverage, detail };
  },
};
