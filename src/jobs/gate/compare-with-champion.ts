import { lossOf } from '../../contracts/aim.ts';
import type { Aim } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import { mapeFloorOf, measure, type EnsembleRows, type Panel } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { PublishedWindow } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ChampionComparison, ComparedWindow } from '../../registry/gate/champion-check.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';

/** Forecasts of a challenger with the actuals, from cutoffs it had seen no later week of. */
export type JudgedRows = Pick<
  EnsembleRows,
  'store' | 'item' | 'cutoff' | 'step' | 'actual' | 'ensemble' | 'seasonal' | 'baseline' | 'odd'
> &
  Partial<Pick<EnsembleRows, 'p50'>>;

/** Forecasts by series and step. */
type Forecasts = ReadonlyMap<string, number>;

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
): Promise<ChampionComparison> {
  const { aim } = context.project.resolved;
  const cutoffs = decidingCutoffs(rows);
  const compared: ComparedWindow[] = [];
  let failure: string | undefined;
  for (const cutoff of cutoffs) {
    const again = cutoff >= champion.trainingCutoff;
    const past = published.find((one) => one.forecast.cutoff === cutoff);
    try {
      const theirs = again
        ? await forecastAnew(champion, panel, cutoff, itemsOf(rows, cutoff), context)
        : past && (await forecastAtTheTime(past, context));
      const window = theirs && errorsOn(rows, cutoff, theirs, aim);
      if (window) compared.push({ cutoff, by: again ? 'forecast again' : 'published', ...window });
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
  return {
    version: champion.version,
    windows: new Set(rows.cutoff).size,
    compared,
    ...(failure === undefined ? {} : { failure }),
  };
}

async function forecastAnew(
  champion: ModelRecord,
  panel: Panel,
  cutoff: Week,
  items: readonly string[],
  context: JobContext,
): Promise<Forecasts> {
  const scored = await scoreEnsemble(champion, panel, panel.weeks.indexOf(cutoff), items, context);
  return new Map(
    Array.from(scored.ensemble, (value, row) => {
      const series = scored.seriesIndex[row] as number;
      const store = panel.stores[panel.seriesStore[series] as number] as string;
      const item = panel.items[panel.seriesItem[series] as number] as string;
      return [keyOf(store, item, scored.step[row] as number), value];
    }),
  );
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

/** The items that the challenger forecasts in a window. */
function itemsOf(rows: JudgedRows, cutoff: Week): readonly string[] {
  return [...new Set(rows.item.filter((_, row) => rows.cutoff[row] === cutoff))];
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
      keyOf(name, items?.[row] as string, steps?.[row] as number),
      values?.[row] as number,
    ]),
  );
}

/** Errors of both on the rows of a window that both forecast; `undefined` where there is none to tell by. */
function errorsOn(
  rows: JudgedRows,
  cutoff: Week,
  theirs: Forecasts,
  aim: Aim,
): Omit<ComparedWindow, 'cutoff' | 'by'> | undefined {
  const actual: number[] = [];
  const [ours, others]: [number[], number[]] = [[], []];
  const [seasonal, baseline]: [number[], number[]] = [[], []];
  rows.cutoff.forEach((one, row) => {
    if (one !== cutoff) return;
    const other = theirs.get(keyOf(rows.store[row] as string, rows.item[row] as string, rows.step[row] as number));
    const own = rows.ensemble[row] as number;
    if (other === undefined || Number.isNaN(other) || Number.isNaN(own)) return;
    actual.push(rows.actual[row] as number);
    ours.push(own);
    others.push(other);
    if (rows.seasonal) seasonal.push(rows.seasonal[row] as number);
    baseline.push(rows.baseline[row] as number);
  });
  const floor = mapeFloorOf(actual);
  const measured = (values: readonly number[]) => measure(actual, values, undefined, floor);
  const reference = rows.seasonal ? measured(seasonal) : undefined;
  const loss = (values: readonly number[]) => lossOf(measured(values), aim, reference);
  const [challenger, champion] = [loss(ours), loss(others)];
  const [season, mean] = [rows.seasonal ? loss(seasonal) : null, loss(baseline)];
  if (challenger === null || champion === null) return undefined;
  return {
    ...{ rows: actual.length, challenger, champion },
    ...(season === null || mean === null ? {} : { seasonal: season, baseline: mean }),
  };
}

function keyOf(store: string, item: string, step: number): string {
  return JSON.stringify([store, item, step]);
}
