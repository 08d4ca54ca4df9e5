import type { Panel } from '../../../src/forecasting/index.ts';
import { readBreakfast } from '../../breakfast-panel.ts';
import { readOrangeJuice, type PanelName } from '../../orange-juice-panel.ts';
import { readGrocer } from './read-grocer.ts';

export const dataNames = ['orange-juice', 'breakfast', 'grocer'] as const;
export type DataName = (typeof dataNames)[number];

/**
 * Reads a panel. Units after `lastUnits` are not in it, values known ahead reach to `lastKnown` or beyond, as the data set's
 * protocol has them; both are numbers of weeks.
 */
export type ReadPanel = (name: string, lastUnits: number, lastKnown: number) => Panel | Promise<Panel>;

/**
 * Opens a data set at its place: the example's folder for orange juice, the folder with the files for breakfast, the dataset versions as
 * JSON for the grocer.
 */
export function openData(data: DataName, source: string): ReadPanel {
  switch (data) {
    case 'orange-juice': {
      return (name, lastUnits) => readOrangeJuice(source, lastUnits)(name as PanelName);
    }
    case 'breakfast':
      return readBreakfast(source);
    case 'grocer':
      return readGrocer(source);
  }
}
