import { plainNumber } from '../../format/numbers.ts';
import type { Explanation } from './steps.ts';

/** Groups of features that are named. */
const groupsNamed = 3;

/** How the forecast of the trees came about: where they start, how much they move it, and which features most. */
export function treesInWords(trees: Explanation['trees']): string {
  if (!trees) return 'boosted trees: too little history, so the mean of the past';
  const factor = (logUnits: number): string => `×${plainNumber(Math.exp(logUnits))}`;
  const moved = trees.groups.slice(0, groupsNamed).map(({ group, logUnits }) => `${group} ${factor(logUnits)}`);
  const change = factor(trees.logUnits - trees.start);
  const most = moved.length === 0 ? '' : `, most by ${moved.join(', ')}`;
  return `boosted trees: ${plainNumber(Math.expm1(trees.start))} by level and drivers, moved ${change}${most}`;
}
