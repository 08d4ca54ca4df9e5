import type { StandardColumn } from '../../contracts/project.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { UnknownRegionError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { joinAttributes } from './join-attributes.ts';
import type { AttributeRow } from './read-attributes.ts';
import { ofKind, type SourceFiles } from './source-files.ts';
import type { SourceTally } from './source-tally.ts';

export interface RegionStores {
  /** Names of the stores of all regions. */
  readonly known: readonly string[];
  /** Stores that no source gives a region, or none a format. */
  readonly incomplete: ReadonlySet<string>;
  /** The region's stores, in ascending order. */
  readonly stores: ReadonlyMap<string, AttributeRow>;
  /** All columns but the store, of all sources of stores. */
  readonly columns: readonly StandardColumn[];
  readonly tallies: readonly SourceTally[];
}

/**
 * The stores a region has by the sources of stores, joined. A store that no source gives a region or no source a format is not known.
 * Throws `UnknownRegionError` or `AttributeConflictError`.
 */
export async function readRegionStores(
  ports: DatasetPorts,
  project: LoadedProject,
  sources: readonly SourceFiles[],
  region: string,
  corrections?: CorrectionLog,
): Promise<RegionStores> {
  const regions = project.resolved.regions.map((candidate) => candidate.name);
  if (!regions.includes(region)) throw new UnknownRegionError({ region, known: regions });
  const { rows, columns, tallies } = await joinAttributes(ports, sources, 'stores', corrections);
  const isWhole = (row: AttributeRow) => typeof row['region'] === 'string' && typeof row['format'] === 'string';
  const whole = [...rows].filter(([, row]) => isWhole(row));
  return {
    known: whole.map(([store]) => store),
    incomplete: new Set([...rows].flatMap(([store, row]) => (isWhole(row) ? [] : [store]))),
    stores: new Map(whole.filter(([, row]) => row['region'] === region)),
    columns,
    tallies,
  };
}

/** The source of shipments, of which every project has one. */
export function shipmentsSource(sources: readonly SourceFiles[]): SourceFiles {
  const [source] = ofKind(sources, 'shipments');
  if (!source) throw new TypeError('a loaded project has a source of kind shipments');
  return source;
}
