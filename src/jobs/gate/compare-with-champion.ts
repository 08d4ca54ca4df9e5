import { lossOf } from '../../contracts/aim.ts';
import type { Aim } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import { mapeFloorOf, measure, type EnsembleRows, type Panel } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { PublishedWindow } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ChampionComparison, ComparedWindow } from '../../registry/gate/champion-check.ts';
import type { JobContext } from '../job-context.ts';
import {
  forecastAgain,
  forecastKey,
  itemsOf,
  pairsOf,
  type Forecasts,
  type PairedForecasts,
} from './paired-forecasts.ts';

/** Forecasts of a challenger with the actuals, from cutoffs it had seen no later week of. */
export type JudgedRows = Pick<
  EnsembleRows,
  'store' | 'item' | 'cutoff' | 'step' | 'actual' | 'ensemble' | 'seasonal' | 'baseline' | 'odd'
> &
  Partial<Pick<EnsembleRows, 'p50'>>;

/** The champion's errors next to the challenger's, and the rows they are of. */
export interface ComparedWithChampion {
  readonly comparison: ChampionComparison;
  /** Rows of the challenger's backtest that both have a forecast for, and the champion's for each of them. */
  readonly paired: PairedForecasts;
}

/**
 * The champion's errors next to the challenger's, window by window, on the rows that both have a forecast for.
 *
 * A window whose cutoff lies before the end of the champion's training would judge it by weeks it has learned. There, what
 * production had forecast from that very cutoff takes its place: it knew as much as the challenger's fit for the window does.
 *
 * @param rows the challenger's backtest, the ensemble of each window fitted on the other ones
 */
export async function compareWithChampion(
  champion: ModelRecord,
  published: readonly PublishedWindow[],
  rows: JudgedRows,
  panel: Panel,
  context: JobContext,
): Promise<ComparedWithChampion> {
  const { aim } = context.project.resolved;
  const cutoffs = decidingCutoffs(rows);
  const compared: ComparedWindow[] = [];
  const paired: { row: number[]; other: number[] } = { row: [], other: [] };
  let failure: string | undefined;
  for (const cutoff of cutoffs) {
    const again = cutoff >= champion.trainingCutoff;
    const past = published.find((one) => one.forecast.cutoff === cutoff);
    try {
      const theirs = again
        ? await forecastAgain(champion, panel, cutoff, itemsOf(rows, cutoff), context)
        : past && (await forecastAtTheTime(past, context));
      const pairs = theirs && pairsOf(rows, cutoff, theirs);
      const window = pairs && errorsOn(rows, pairs, aim);
      if (!window) continue;
      compared.push({ cutoff, by: again ? 'forecast again' : 'published', ...window });
      for (const row of pairs.row) paired.row.push(row);
      for (const other of pairs.other) paired.other.push(other);
    } catch (error) {
      // A champion that cannot forecast any more is no reason to keep it.
      if (!again) {
        // What retention deleted is one window less to compare, not a training that fails.
        if (error instanceof ArtifactMissingError) continue;
        throw error;
      }
      failure = error instanceof Error ? error.message : String(error);
    }
  }
  const comparison = {
    version: champion.version,
    windows: new Set(rows.cutoff).size,
    compared,
    ...(failure === undefined ? {} : { failure }),
  };
  return { comparison, paired };
}

/** Cutoffs of the windows that decide: not odd, and with earlier ones that gave them weights; as far as there are such. */
function decidingCutoffs({ cutoff, odd = {}, p50 }: JudgedRows): readonly Week[] {
  const orAll = (some: readonly Week[], all: readonly Week[]) => (some.length > 0 ? some : all);
  const all = [...new Set(cutoff)];
  const typical = orAll(
    all.filter((one) => odd[one] === undefined),
    all,
  );
  const taught = new Set(cutoff.filter((_, row) => !Number.isNaN(p50?.[row] ?? 0)));
  return orAll(
    typical.filter((one) => taught.has(one)),
    typical,
  );
}

async function forecastAtTheTime(
  { forecast, versions }: PublishedWindow,
  { store, tables }: JobContext,
): Promise<Forecasts> {
  const table = await tables.readParquet(await store.localPath(forecast.parquet), {
    columns: ['store', 'item', 'step', 'forecast'],
    where: [{ column: 'scored_by', in: versions }],
  });
  const [stores, items] = [table['store'], table['item']] as readonly (readonly string[])[];
  const [steps, values] = [table['step'], table['forecast']] as readonly Float64Array[];
  return new Map(
    (stores ?? []).map((name, row) => [
      forecastKey(name, items?.[row] as string, steps?.[row] as number),
      values?.[row] as number,
    ]),
  );
}

/** Errors of both on the same rows; `undefined` where there is none to tell by. */
function errorsOn(
  rows: JudgedRows,
  { row: chosen, other }: PairedForecasts,
  aim: Aim,
): Omit<ComparedWindow, 'cutoff' | 'by'> | undefined {
  const pick = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row] as number);
  const actual = pick(rows.actual);
  const floor = mapeFloorOf(actual);
  const measured = (values: ArrayLike<number>) => measure(actual, values, undefined, floor);
  const seasonal = rows.seasonal && pick(rows.seasonal);
  const reference = seasonal && measured(seasonal);
  const loss = (values: ArrayLike<number>) => lossOf(measured(values), aim, reference);
  const [challenger, champion] = [loss(pick(rows.ensemble)), loss(other)];
  const [season, mean] = [seasonal ? loss(seasonal) : null, loss(pick(rows.baseline))];
  if (challenger === null || champion === null) return undefined;
  return {
    ...{ rows: actual.length, challenger, champion },
    ...(season === null || mean === null ? {} : { seasonal: season, baseline: mean }),
  };
}
