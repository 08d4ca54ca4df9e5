import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { addWeeks, epochDay, isoDateOfEpochDay } from '../../src/contracts/week.ts';
import { repeatedWeekFault } from '../../src/datasets/quality/repeated-weeks.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import type { DatasetPorts } from '../../src/datasets/ports.ts';
import type { LoadedProject, LoadedSource } from '../../src/project/loaded-project.ts';
import { ingestAll } from './dataset-ports.ts';
import { loadedSmallProject } from './loaded-small-project.ts';

/** A sale on a day. */
export interface DaySale {
  readonly store: string;
  readonly item: string;
  readonly date: string;
  readonly units: number;
}

const firstMonday = '2025-01-06';

/**
 * Sales of every store and item of the small project's north on every day of a number of weeks, each day with a number of its
 * own.
 */
export function daySales(weeks: number): readonly DaySale[] {
  const sales: DaySale[] = [];
  for (let day = 0; day < 7 * weeks; day += 1) {
    for (const [s, store] of ['n1', 'n2', 'n3', 'n4'].entries()) {
      for (const [i, item] of ['apples', 'bread', 'cider'].entries()) {
        const units = 3 + ((Math.imul(day * 12 + s * 3 + i + 1, 0x9e37_79b1) >>> 16) % 11);
        sales.push({ store, item, date: isoDateOfEpochDay(epochDay(firstMonday) + day), units });
      }
    }
  }
  return sales;
}

/** The Monday of a day's week. */
export function mondayOf(date: string): string {
  return addWeeks(firstMonday, Math.floor((epochDay(date) - epochDay(firstMonday)) / 7));
}

/** A file of rows as the small project's sales are, a week for the day. */
export function weekFile(sales: readonly DaySale[]): string {
  const rows = sales.map(({ store, item, date, units }) => [store, item, mondayOf(date), units].join());
  return ['store,item,week,units', ...rows, ''].join('\n');
}

/** The same with the day in each row. */
export function dayFile(sales: readonly DaySale[]): string {
  const rows = sales.map(({ store, item, date, units }) => [store, item, mondayOf(date), date, units].join());
  return ['store,item,week,date,units', ...rows, ''].join('\n');
}

/** Sales by the value of a function of their day. */
export function salesBy(sales: readonly DaySale[], of: (date: string) => string): ReadonlyMap<string, DaySale[]> {
  const groups = new Map<string, DaySale[]>();
  for (const sale of sales) groups.set(of(sale.date), [...(groups.get(of(sale.date)) ?? []), sale]);
  return groups;
}

/** Units by `store item week`. */
export function weeklyUnits(sales: readonly DaySale[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { store, item, date, units: sold } of sales) {
    const key = `${store} ${item} ${mondayOf(date)}`;
    units.set(key, (units.get(key) ?? 0) + sold);
  }
  return units;
}

/** The small project with these files below `sales/` in place of its own, and its sales source changed. */
export async function salesInFiles(
  contents: Readonly<Record<string, string>>,
  change: Partial<LoadedSource> & { readonly dated?: boolean } = {},
) {
  const { files, project: small, ports } = await loadedSmallProject({ weeks: 4 });
  await rm(join(files.landingDirectory, 'sales/history.csv'));
  for (const [name, content] of Object.entries(contents)) await files.write(`sales/${name}`, content);
  const { dated, ...options } = change;
  const project: LoadedProject = {
    ...small,
    sources: small.sources.map((source) =>
      source.kind === 'shipments' ? { ...(dated ? withDate(source) : source), ...options } : source,
    ),
  };
  const snapshot = async (cutoff: string, given: DatasetPorts = ports) => {
    const made = await snapshotDataset(given, project, await ingestAll(given, project), { region: 'north', cutoff });
    const [sales] = made.manifest.quality.sources;
    return { ...made, sales: sales!, fault: repeatedWeekFault(sales!), units: await unitsOf(ports, made.manifest) };
  };
  return { files, project, ports, snapshot };
}

function withDate(source: LoadedSource): LoadedSource {
  const date = { name: 'date', type: 'text', optional: false } as const;
  return {
    ...source,
    row: source.row.extend({ date: z.string() }),
    standardColumns: [...source.standardColumns, date],
  };
}

async function unitsOf(ports: DatasetPorts, manifest: Awaited<ReturnType<typeof snapshotDataset>>['manifest']) {
  const table = await ports.tables.readParquet(await ports.store.localPath(manifest.tables.panel.artifact));
  const units = new Map<string, number>();
  (table['units'] as Float64Array).forEach((value, row) => {
    const key = ['store', 'item', 'week'].map((name) => String(table[name]![row])).join(' ');
    if (!Number.isNaN(value)) units.set(key, value);
  });
  return units;
}
