import type { ArtifactRef } from '../contracts/artifact.ts';
import type { DatasetManifest, IngestedSource, QualityProfile } from '../contracts/dataset.ts';
import { epochDay, weekdayOf, weeksBetween, type Week, type Weekday } from '../contracts/week.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { CutoffError } from './errors.ts';
import { hashOf } from './hash.ts';
import type { DatasetPorts } from './ports.ts';
import { storeDatasetTables } from './snapshot/dataset-tables.ts';
import type { Panel } from '../forecasting/panel.ts';
import { joinedPanel } from './snapshot/joined-panel.ts';
import { joinSources, type JoinedSources } from './snapshot/join-sources.ts';
import { partitionsOf } from './snapshot/partitions.ts';
import { profileColumn, unitFigures } from './snapshot/profile.ts';
import { loadSourceFiles } from './snapshot/source-files.ts';
import type { SourceTally } from './snapshot/source-tally.ts';
import { putJson } from '../ports/json-artifacts.ts';

export interface DatasetVersion {
  /** Dataset version id: the hash of the manifest. */
  readonly version: string;
  readonly manifestRef: ArtifactRef;
  readonly manifest: DatasetManifest;
  /** The panel of one of its formats, from memory. */
  readonly panelOf: (format: string) => Panel;
}

/**
 * Joins ingested sources to the dataset version of a region and cutoff. Shipments after the cutoff are not read, so a
 * later delivery of later weeks leaves the version of an earlier cutoff as it is; known-ahead values reach over the
 * horizon. The same conditioned files give the same version, in whatever order they were found.
 *
 * Throws `UnknownRegionError`, `CutoffError`, `NoDataError`, `UnknownSourceError`, `TooManyBadRowsError`.
 */
export async function snapshotDataset(
  ports: DatasetPorts,
  project: LoadedProject,
  ingested: readonly IngestedSource[],
  { region, cutoff }: { readonly region: string; readonly cutoff: Week },
): Promise<DatasetVersion> {
  const { resolved } = project;
  checkCutoff(cutoff, resolved.weekStartsOn);
  const sources = await loadSourceFiles(ports, project, ingested);
  const joined = await joinSources(ports, project, sources, { region, cutoff });
  const { grid, matrices, observed, stores, items, tallies, quarantined, corrections } = joined;
  const { tables, columnFingerprint } = await storeDatasetTables(ports, joined);

  const inParts = sources
    .filter(({ source }) => source.repeatedWeek === 'parts')
    .map(({ source }) => source.name)
    .sort();
  const manifest: DatasetManifest = {
    manifestVersion: 1,
    project: resolved.name,
    region,
    cutoff,
    horizonWeeks: resolved.horizonWeeks,
    files: filesOf(tallies),
    tables,
    ...(corrections ? { corrections } : {}),
    ...(quarantined ? { quarantined } : {}),
    schemaFingerprint: hashOf([columnFingerprint, JSON.stringify(resolved.drivers)]),
    ...(inParts.length > 0 ? { inParts } : {}),
    knownAhead: Object.keys(matrices).filter((name) => name !== 'units' && !observed.includes(name)),
    ...(observed.length > 0 ? { observed } : {}),
    storeAttributes: stores.columns.filter((column) => column.type === 'number').map((column) => column.name),
    itemCategories: items.columns.map((column) => column.name).filter((name) => name !== 'name'),
    roles: resolved.drivers,
    weeks: { first: grid.weeks[0] ?? cutoff, last: grid.weeks.at(-1) ?? cutoff },
    partitions: partitionsOf(grid, matrices, stores.rows, items.rows, joined.life),
    quality: qualityOf(joined, cutoff),
  };
  const manifestRef = await putJson(ports.store, manifest);
  return {
    version: manifestRef.hash,
    manifestRef,
    manifest,
    panelOf: (format) => joinedPanel(joined, manifest, format),
  };
}

function checkCutoff(cutoff: Week, weekStartsOn: Weekday): void {
  try {
    epochDay(cutoff);
  } catch {
    throw new CutoffError({ cutoff, weekStartsOn });
  }
  if (weekdayOf(cutoff) !== weekStartsOn) throw new CutoffError({ cutoff, weekStartsOn });
}

function qualityOf({ grid, matrices, observed, stores, life, tallies }: JoinedSources, cutoff: Week): QualityProfile {
  const [shipments] = tallies;
  const toCutoff = (name: string) => name === 'units' || observed.includes(name);
  return {
    sources: tallies.map((tally) => tally.quality()),
    ...unitFigures(grid, matrices['units'] ?? new Float64Array(0)),
    weeksBehind: weeksBetween(shipments.lastWeek ?? cutoff, cutoff),
    stores: stores.rows.size,
    ...(life.length > 0 ? { life: lifeFigures(life) } : {}),
    columns: Object.entries(matrices).map(([name, matrix]) => profileColumn(grid, name, matrix, toCutoff(name))),
  };
}

/** Series of each state that a profile names. */
const seriesNamed = 20;

function lifeFigures(life: JoinedSources['life']): NonNullable<QualityProfile['life']> {
  const [planned, ended] = (['planned', 'ended'] as const).map((state) => life.filter((one) => one.state === state));
  return {
    planned: planned!.length,
    ended: ended!.length,
    named: [...planned!.slice(0, seriesNamed), ...ended!.slice(0, seriesNamed)],
  };
}

function filesOf(tallies: readonly SourceTally[]): DatasetManifest['files'] {
  return tallies
    .flatMap(({ source, files }) =>
      files.map(({ path, contentHash, conditioned, conditionerVersion }) => {
        return { source: source.name, path, contentHash, conditioned, conditionerVersion };
      }),
    )
    .sort((a, b) => (a.source < b.source || (a.source === b.source && a.path < b.path) ? -1 : 1));
}
