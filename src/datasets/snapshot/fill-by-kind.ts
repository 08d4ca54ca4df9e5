import { kindsWhere, type SourceKind } from '../../contracts/source-kinds.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { fillEvents } from './fill-events.ts';
import { fillReturns } from './fill-returns.ts';
import { fillWeather } from './fill-weather.ts';
import { fillWeekly, type WeeklyColumns } from './fill-weekly.ts';
import type { AttributeRow } from './read-attributes.ts';
import type { SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';

/** What a source is laid on: the grid of the region's series, with what is known about them before. */
interface FillGround {
  readonly ports: DatasetPorts;
  readonly grid: SeriesGrid;
  readonly region: string;
  readonly stores: ReadonlyMap<string, AttributeRow>;
  /** Units of the shipments on the grid. */
  readonly units: Float64Array;
  readonly corrections: CorrectionLog;
}

type Fill = (files: SourceFiles, ground: FillGround) => Promise<WeeklyColumns>;

const weekly: Fill = (files, { ports, grid, corrections }) => fillWeekly(ports, files, grid, corrections);

/** By kind, how a source's rows get onto the grid; `undefined` where they make the grid, or describe its stores or items. */
const fills: Readonly<Record<SourceKind, Fill | undefined>> = {
  shipments: undefined,
  'known-ahead': weekly,
  observed: weekly,
  stores: undefined,
  items: undefined,
  returns: (files, { ports, grid, corrections, units }) => fillReturns(ports, files, grid, corrections, units),
  weather: (files, { ports, grid, stores, corrections }) => fillWeather(ports, files, grid, stores, corrections),
  demographics: undefined,
  events: (files, { ports, grid, region, corrections }) => fillEvents(ports, files, grid, region, corrections),
};

/** The kinds that give columns of the panel in addition to the units of shipments, in the order of the columns: what is observed comes last. */
export const filledKinds: readonly SourceKind[] = (['ahead', 'afterwards'] as const)
  .flatMap((known) => kindsWhere((facts) => facts.known === known))
  .filter((kind) => fills[kind] !== undefined);

/** The columns of a source of a filled kind, on the grid. */
export async function fillByKind(files: SourceFiles, ground: FillGround): Promise<WeeklyColumns> {
  const fill = fills[files.source.kind];
  if (!fill) throw new TypeError(`a source of kind ${files.source.kind} fills no columns of the grid`);
  return fill(files, ground);
}
