import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { addWeeks, weekdayOf } from '../../contracts/week.ts';
import type { Panel } from '../../forecasting/index.ts';
import { rowCount } from '../../ports/table-engine.ts';
import type { JobContext } from '../job-context.ts';
import { judge, percent } from './judge.ts';

/** Weeks before the cutoff that a known-ahead column is compared with. */
const recentWeeks = 13;
/** Share of the cells it has before the cutoff that it has to have after it. */
const leastReach = 0.9;

/** What the dataset version of a region has to be like. */
export async function datasetTests(
  manifest: DatasetManifest,
  panels: readonly Panel[],
  context: JobContext,
): Promise<ValidationTest[]> {
  const { region, cutoff, quality } = manifest;
  const { test } = judge('data', region);
  const { weeksBehind, storesInCutoffWeek, stores, coverage } = quality;
  const after = panels.reduce((sum, panel) => sum + unitsAfterCutoff(panel), 0);
  const units = panels.flatMap((panel) => [...panel.units].filter((value) => !Number.isNaN(value)));
  const [low, high] = extremes(units);
  return [
    await weeksInOrder(manifest, context),
    test(
      'shipments reach the cutoff',
      weeksBehind === 0,
      `${storesInCutoffWeek} of ${stores} stores in ${cutoff}, ${percent(coverage)} of all cells have units`,
    ),
    test('no units of weeks after the cutoff', after === 0, `${after} of them`),
    setAside(manifest, context),
    test('units vary', high > low, `${units.length} values from ${low} to ${high}`),
    ...manifest.knownAhead.map((column) => reach(column, manifest, panels, context)),
  ];
}

/** Smallest and largest; a call with that number of arguments would fail. */
function extremes(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

async function weeksInOrder({ region, tables, weeks }: DatasetManifest, context: JobContext): Promise<ValidationTest> {
  const { store, project } = context;
  const rows = await context.tables.readParquet(await store.localPath(tables.panel.artifact));
  const text = (name: string, row: number): string => String(rows[name]?.[row] ?? '');
  const keys = Array.from({ length: rowCount(rows) }, (_, row) =>
    ['format', 'item', 'store', 'week'].map((name) => text(name, row)),
  );
  const wrong = keys.findIndex((key, row) => row > 0 && compare(keys[row - 1] ?? [], key) >= 0);
  const strange = keys.find(([, , , week = '']) => weekdayOf(week) !== project.resolved.weekStartsOn);
  const { test } = judge('data', region);
  return test(
    'weeks in order',
    wrong === -1 && strange === undefined,
    strange !== undefined
      ? `${strange.at(-1)} is no ${project.resolved.weekStartsOn}`
      : wrong === -1
        ? `${keys.length} rows from ${weeks.first} to ${weeks.last}`
        : `the row of ${keys[wrong]?.join(', ')} does not come after the one before it`,
  );
}

function compare(before: readonly string[], after: readonly string[]): number {
  for (const [index, part] of before.entries()) {
    const other = after[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

function unitsAfterCutoff({ units, weeks, cutoffIndex }: Panel): number {
  return units.reduce((count, value, cell) => {
    return cell % weeks.length > cutoffIndex && !Number.isNaN(value) ? count + 1 : count;
  }, 0);
}

function setAside({ region, quality }: DatasetManifest, { project }: JobContext): ValidationTest {
  const limit = project.resolved.gate.maxQuarantinedShare;
  const shares = quality.sources.map(({ source, rows, quarantined }) => {
    const aside = Object.values(quarantined).reduce((sum, count) => sum + count, 0);
    return { source, share: aside === 0 ? 0 : aside / (rows + aside) };
  });
  const worst = shares.reduce((most, one) => (one.share > most.share ? one : most), { source: '-', share: 0 });
  const { test } = judge('data', region);
  return test(
    'rows set aside in all',
    worst.share <= limit,
    `at most ${percent(worst.share)}${worst.share > 0 ? ` (${worst.source})` : ''}, limit ${percent(limit)}`,
  );
}

/** A column that is known ahead has to be there for the weeks to forecast, as it is for the weeks a model learns from. */
function reach(
  column: string,
  manifest: DatasetManifest,
  panels: readonly Panel[],
  context: JobContext,
): ValidationTest {
  const { region, cutoff } = manifest;
  const { horizonWeeks } = context.project.resolved;
  const share = (from: number, to: number): number => {
    let [known, cells] = [0, 0];
    for (const panel of panels) {
      const first = Math.max(0, panel.cutoffIndex + from);
      const last = panel.cutoffIndex + to;
      for (let series = 0; series < panel.seriesItem.length; series += 1) {
        for (let week = first; week <= last; week += 1) {
          cells += 1;
          // Weeks past the end of the panel are weeks nothing is known of.
          const value =
            week < panel.weeks.length ? panel.knownAhead[column]?.[series * panel.weeks.length + week] : NaN;
          if (value !== undefined && !Number.isNaN(value)) known += 1;
        }
      }
    }
    return cells === 0 ? 0 : known / cells;
  };
  const [before, ahead] = [share(1 - recentWeeks, 0), share(1, horizonWeeks)];
  const { test } = judge('data', region);
  return test(
    `${column} reaches the horizon`,
    ahead >= leastReach * before,
    `${percent(ahead)} of the cells to ${addWeeks(cutoff, horizonWeeks)}; ${percent(before)} of the ${recentWeeks} weeks to the cutoff`,
  );
}
