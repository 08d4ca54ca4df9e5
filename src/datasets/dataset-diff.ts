import type { DatasetDiff, DistributionChange, FigureChange } from '../contracts/dataset-diff.ts';
import type { DatasetManifest } from '../contracts/dataset.ts';
import type { SegmentProfile, ValueFigures, ValueHistogram } from '../contracts/profile.ts';
import { datasetChanges } from './dataset-changes.ts';
import { quantileGroups } from './drift/attribute-drift.ts';
import { psi } from './drift/psi.ts';

/** A dataset version to compare, with the profiles of its segments where it has any. */
export interface ComparedDataset {
  readonly version: string;
  readonly manifest: DatasetManifest;
  readonly profiles: readonly SegmentProfile[];
}

/** Compares two dataset versions: files, columns, partitions, quality figures, distributions. */
export function diffDatasets(
  before: ComparedDataset,
  after: ComparedDataset,
): Omit<DatasetDiff, 'fileRows' | 'weekRows'> {
  const changes = datasetChanges(before.manifest, after.manifest);
  const count = (kind: 'added' | 'removed' | 'changed') =>
    changes.partitions.filter(({ change }) => change === kind).length;
  const changed = count('added') + count('changed');
  return {
    before: headOf(before),
    after: headOf(after),
    files: diffFiles(before.manifest, after.manifest),
    schemaChanged: changes.schemaChanged,
    columns: diffColumns(before.manifest, after.manifest),
    newWeeks: changes.newWeeks,
    partitions: {
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      same: after.manifest.partitions.length - changed,
    },
    figures: diffFigures(figuresOf(before.manifest), figuresOf(after.manifest)),
    distributions: diffDistributions(before.profiles, after.profiles),
  };
}

function headOf({ version, manifest: { region, cutoff, tables } }: ComparedDataset): DatasetDiff['before'] {
  return { version, region, cutoff, rows: tables.panel.rows };
}

function diffFiles(before: DatasetManifest, after: DatasetManifest): DatasetDiff['files'] {
  const name = ({ source, path }: DatasetManifest['files'][number]) => `${source}: ${path}`;
  const content = ({ conditioned }: DatasetManifest['files'][number]) => conditioned.hash;
  const [old, now] = [before, after].map(({ files }) => new Map(files.map((file) => [name(file), content(file)])));
  const added = [...(now ?? [])].filter(([file]) => !old?.has(file)).map(([file]) => file);
  const removed = [...(old ?? [])].filter(([file]) => !now?.has(file)).map(([file]) => file);
  const both = [...(now ?? [])].filter(([file]) => old?.has(file));
  const changed = both.filter(([file, hash]) => old?.get(file) !== hash).map(([file]) => file);
  return { added, removed, changed, same: both.length - changed.length };
}

function diffColumns(before: DatasetManifest, after: DatasetManifest): readonly string[] {
  const [old, now] = [before, after].map((manifest) => [
    ...manifest.knownAhead.map((name) => `${name} known-ahead`),
    ...(manifest.observed ?? []).map((name) => `${name} observed`),
    ...manifest.storeAttributes.map((name) => `${name} store attribute`),
    ...manifest.itemCategories.map((name) => `${name} item category`),
  ]);
  return [
    ...(now ?? []).filter((column) => !old?.includes(column)).map((column) => `+ ${column}`),
    ...(old ?? []).filter((column) => !now?.includes(column)).map((column) => `- ${column}`),
  ];
}

function figuresOf({ quality, weeks, tables, partitions }: DatasetManifest): ReadonlyMap<string, string | number> {
  return new Map<string, string | number>([
    ['rows', tables.panel.rows],
    ['first week', weeks.first],
    ['stores', quality.stores],
    ['stores in the cutoff week', quality.storesInCutoffWeek],
    ['series', partitions.reduce((sum, { series }) => sum + series, 0)],
    ['series planned', quality.life?.planned ?? 0],
    ['series ended', quality.life?.ended ?? 0],
    ['coverage', Number(quality.coverage.toFixed(4))],
    ['share of zeros', Number(quality.zeroShare.toFixed(4))],
    ['weeks behind', quality.weeksBehind],
    ...quality.sources.flatMap((source): [string, string | number][] => [
      [`${source.source}: rows`, source.rows],
      [`${source.source}: set aside`, Object.values(source.quarantined).reduce((sum, count) => sum + count, 0)],
      [`${source.source}: corrected`, source.corrected],
      [`${source.source}: last week`, source.lastWeek ?? 'none'],
    ]),
  ]);
}

function diffFigures(
  before: ReadonlyMap<string, string | number>,
  after: ReadonlyMap<string, string | number>,
): readonly FigureChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [old, now] = [before.get(name) ?? null, after.get(name) ?? null];
    return old === now ? [] : [{ name, before: old, after: now }];
  });
}

function diffDistributions(
  before: readonly SegmentProfile[],
  after: readonly SegmentProfile[],
): readonly DistributionChange[] {
  return after.flatMap((now) => {
    const old = before.find(({ format, velocity }) => format === now.format && velocity === now.velocity);
    if (!old) return [];
    const known = columnsOf(old);
    return [...columnsOf(now)].map(([column, figures]): DistributionChange => {
      const earlier = known.get(column);
      return {
        segment: `${now.format}/${now.velocity}`,
        column,
        psi: earlier ? psiOf(earlier.histogram, figures.histogram) : null,
        meanBefore: earlier?.mean ?? null,
        meanAfter: figures.mean,
        missingBefore: earlier ? missingShare(earlier) : null,
        missingAfter: missingShare(figures),
      };
    });
  });
}

type Described = ValueFigures & { readonly histogram: ValueHistogram };

function columnsOf({ columns, attributes }: SegmentProfile): ReadonlyMap<string, Described> {
  return new Map<string, Described>([
    ...columns.map((one) => [one.column, one] as const),
    ...attributes.map((one) => [one.attribute, one] as const),
  ]);
}

function psiOf(before: ValueHistogram, after: ValueHistogram): number | null {
  const groups = quantileGroups(before, after);
  const empty = (counts: readonly number[]) => counts.every((count) => count === 0);
  return !groups || empty(groups.reference) || empty(groups.actual) ? null : psi(groups.reference, groups.actual);
}

function missingShare({ count, missing }: ValueFigures): number {
  return count + missing === 0 ? 0 : missing / (count + missing);
}
