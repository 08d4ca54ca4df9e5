import type { LoadedProject } from '../../project/loaded-project.ts';
import { UnknownRegionError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { readAttributes, type AttributeRow, type Attributes } from './read-attributes.ts';
import { ofKind, type SourceFiles } from './source-files.ts';

export interface RegionStores {
  /** Stores of all regions. */
  readonly all: Attributes;
  /** The region's stores, in ascending order. */
  readonly stores: ReadonlyMap<string, AttributeRow>;
}

/** The stores a region has by the stores source. Throws `UnknownRegionError`. */
export async function readRegionStores(
  ports: DatasetPorts,
  project: LoadedProject,
  sources: readonly SourceFiles[],
  region: string,
  corrections?: CorrectionLog,
): Promise<RegionStores> {
  const known = project.resolved.regions.map((candidate) => candidate.name);
  if (!known.includes(region)) throw new UnknownRegionError({ region, known });
  const all = await readAttributes(ports, onlySource(sources, 'stores'), corrections ? { corrections } : {});
  return { all, stores: new Map([...all.rows].filter(([, row]) => row['region'] === region)) };
}

/** The one source of a kind that every project has. */
export function onlySource(sources: readonly SourceFiles[], kind: 'shipments' | 'stores'): SourceFiles {
  const [source] = ofKind(sources, kind);
  if (!source) throw new TypeError(`a loaded project has a source of kind ${kind}`);
  return source;
}
