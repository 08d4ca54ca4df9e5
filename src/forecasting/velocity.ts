import type { VelocityRule } from '../contracts/project.ts';
import { InvalidOptionError } from './errors.ts';
import type { Panel } from './panel.ts';

/** The items of a region and format by velocity, each list in panel order. */
export interface VelocitySplit {
  readonly fast: string[];
  readonly slow: string[];
}

/**
 * Fast movers are the largest items by units up to the cutoff, taken until they make up `fastShareOfUnits` of all units;
 * the rest are slow. Equal items are taken in panel order. A single item is fast, and so is everything when nothing sold.
 *
 * @param cutoffIndex index in `panel.weeks` of the last week whose units count; the panel's cutoff by default
 */
export function splitVelocity(
  panel: Panel,
  rule: VelocityRule,
  cutoffIndex: number = panel.cutoffIndex,
): VelocitySplit {
  if (!(rule.fastShareOfUnits > 0 && rule.fastShareOfUnits < 1)) {
    throw new InvalidOptionError('velocity.fastShareOfUnits', rule.fastShareOfUnits, 'between 0 and 1');
  }
  const units = itemUnits(panel, cutoffIndex);
  const wanted = rule.fastShareOfUnits * units.reduce((sum, value) => sum + value, 0);
  if (wanted === 0) return { fast: [...panel.items], slow: [] };
  const fast = new Set<number>();
  let reached = 0;
  for (const item of itemsBySize(units)) {
    if (reached >= wanted) break;
    fast.add(item);
    reached += units[item]!;
  }
  return {
    fast: panel.items.filter((_, item) => fast.has(item)),
    slow: panel.items.filter((_, item) => !fast.has(item)),
  };
}

/** Units per item up to the cutoff, missing weeks left out. */
export function itemUnits(panel: Panel, cutoffIndex: number): Float64Array {
  const units = new Float64Array(panel.items.length);
  for (let s = 0; s < panel.seriesItem.length; s++) {
    for (let w = 0; w <= cutoffIndex; w++) {
      const value = panel.units[s * panel.weeks.length + w]!;
      if (!Number.isNaN(value)) units[panel.seriesItem[s]!]! += value;
    }
  }
  return units;
}

/** Item indices from the largest down; equal ones in panel order. */
export function itemsBySize(units: Float64Array): number[] {
  return Array.from(units.keys()).sort((a, b) => units[b]! - units[a]! || a - b);
}
