import { panelUntil, type MemberTask, type Panel } from '../../forecasting/index.ts';

/** What a fit of items at a cutoff sees: the panel until then, and those of the items that were known by it. */
export function fitGround(
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
): Pick<MemberTask, 'panel' | 'items' | 'cutoffIndex'> {
  const known = panelUntil(panel, cutoffIndex);
  const isKnown = new Set(known.items);
  return { panel: known, items: items.filter((item) => isKnown.has(item)), cutoffIndex };
}
