import type { BusinessValue } from '../../contracts/business-value.ts';
import { addWeeks, type Week } from '../../contracts/week.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { Columns } from '../../ports/table-engine.ts';
import type { JobContext } from '../job-context.ts';
import { seriesKey } from './late-weeks.ts';
import { ValueSums } from './value-sums.ts';

/** Items in each of the lists. */
const mostItems = 50;
/** The same week of the year before. */
const weeksOfYear = 52;

/**
 * What published forecasts were worth: of each of the newest weeks with sales the last forecast before it, against what was sold, the mean
 * of the past and the same week of the year before. One week is in memory at a time.
 */
export async function measureValueJob(
  { manifest: ref, forecasts, weeks }: JobInput<'measure-value'>,
  context: JobContext,
): Promise<BusinessValue> {
  const { store, tables, progress } = context;
  const manifest = await readManifest(store, ref);
  const { price } = manifest.roles;
  const panel = await store.localPath(manifest.tables.panel.artifact);
  const panelOf = (week: Week, columns: readonly string[]) =>
    tables.readParquet(panel, { columns: ['store', 'item', ...columns], where: [{ column: 'week', in: [week] }] });

  const sums = new ValueSums(price !== undefined);
  const lost: Week[] = [];
  for (let back = weeks - 1; back >= 0; back -= 1) {
    const week = addWeeks(manifest.cutoff, -back);
    const forecast = forecasts.filter(({ cutoff }) => cutoff < week).sort((a, b) => (a.cutoff < b.cutoff ? 1 : -1))[0];
    if (!forecast) continue;
    progress({ step: `comparing the week of ${week}` });
    const published = await readWeek(context, forecast.parquet, week);
    if (!published) {
      lost.push(week);
      continue;
    }
    const sold = valuesBySeries(await panelOf(week, ['units', ...(price === undefined ? [] : [price])]));
    const before = valuesBySeries(await panelOf(addWeeks(week, -weeksOfYear), ['units']));
    sums.addWeek(week, forecast.cutoff, rowsOf(published, { sold, before, price }));
  }
  return { ...sums.value(mostItems), lost };
}

/** Columns of numbers, and the row of each series. */
interface BySeries {
  readonly columns: Columns;
  readonly rows: ReadonlyMap<string, number>;
}

function* rowsOf(
  published: Columns,
  { sold, before, price }: { readonly sold: BySeries; readonly before: BySeries; readonly price: string | undefined },
) {
  const { store = [], item = [] } = published;
  for (let row = 0; row < item.length; row += 1) {
    const key = seriesKey(store[row], item[row]);
    const actual = valueOf(sold, 'units', key);
    if (Number.isNaN(actual)) continue;
    const number = (name: string): number => (published[name] as Float64Array | undefined)?.[row] ?? Number.NaN;
    yield {
      ...{ item: String(item[row]), actual, lastYear: valueOf(before, 'units', key) },
      ...{ forecast: number('forecast'), mean: number('mean'), baseline: number('baseline') },
      price: price === undefined ? Number.NaN : valueOf(sold, price, key),
    };
  }
}

function valueOf({ columns, rows }: BySeries, column: string, key: string): number {
  const row = rows.get(key);
  return row === undefined ? Number.NaN : ((columns[column] as Float64Array | undefined)?.[row] ?? Number.NaN);
}

function valuesBySeries(columns: Columns): BySeries {
  const { store = [], item = [] } = columns;
  const rows = new Map<string, number>();
  for (let row = 0; row < item.length; row += 1) rows.set(seriesKey(store[row], item[row]), row);
  return { columns, rows };
}

/** The rows of a published table for a week; `undefined` where garbage collection took it. */
async function readWeek(
  { store, tables }: JobContext,
  parquet: JobInput<'measure-value'>['forecasts'][number]['parquet'],
  week: Week,
): Promise<Columns | undefined> {
  try {
    return await tables.readParquet(await store.localPath(parquet), { where: [{ column: 'week', in: [week] }] });
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}
