import type { SeenValues } from '../../contracts/what-if.ts';
import type { Panel } from '../panel.ts';

/**
 * What series of an item have had of a lever in the weeks that a model was trained on: weeks with units, up to its training cutoff.
 *
 * @param series of the item, in all stores of the panel
 * @param lastIndex index in `panel.weeks` of the last week the model has seen
 */
export function seenValues(panel: Panel, lever: string, series: Int32Array, lastIndex: number): SeenValues {
  const column = panel.knownAhead[lever]!;
  const width = panel.weeks.length;
  const weeksAboveZero = new Set<number>();
  let [lowest, highest] = [Infinity, -Infinity];
  for (const one of series) {
    for (let week = 0; week <= lastIndex; week++) {
      const value = column[one * width + week]!;
      if (Number.isNaN(value) || Number.isNaN(panel.units[one * width + week]!)) continue;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      if (value > 0) weeksAboveZero.add(week);
    }
  }
  const range = lowest <= highest ? { lowest, highest } : {};
  return { lever, ...range, weeksAboveZero: weeksAboveZero.size };
}
