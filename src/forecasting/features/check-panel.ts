import { epochDay } from '../../contracts/week.ts';
import { InvalidPanelError } from '../errors.ts';
import type { Panel } from '../panel.ts';

/** @throws InvalidPanelError where the parts of a panel do not fit together, or the cutoff is none of its weeks */
export function checkPanel(panel: Panel, cutoffIndex: number): void {
  const { weeks, units, stores, items, seriesStore, seriesItem } = panel;
  if (!(Number.isInteger(cutoffIndex) && cutoffIndex >= 0 && cutoffIndex < weeks.length)) {
    throw new InvalidPanelError('weeks', `the cutoff's index ${cutoffIndex} is not in 0 … ${weeks.length - 1}`);
  }
  try {
    epochDay(weeks[0]!);
  } catch (cause) {
    throw new InvalidPanelError('weeks', `its first week "${weeks[0]}" is not a date`, { cause });
  }
  if (seriesStore.length !== seriesItem.length) {
    throw new InvalidPanelError('series', `${seriesStore.length} have a store and ${seriesItem.length} an item`);
  }
  checkIndices('seriesStore', seriesStore, stores.length);
  checkIndices('seriesItem', seriesItem, items.length);
  if (units.length !== seriesItem.length * weeks.length) {
    const cells = seriesItem.length * weeks.length;
    throw new InvalidPanelError('units', `${units.length} values where series × weeks is ${cells}`);
  }
}

function checkIndices(part: string, indices: Int32Array, count: number): void {
  const at = indices.findIndex((index) => index < 0 || index >= count);
  if (at >= 0) throw new InvalidPanelError(part, `series ${at} points to ${indices[at]}, and there are ${count}`);
}
