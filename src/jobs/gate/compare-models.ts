import { segmentName } from '../../contracts/segment.ts';
import type { ModelComparison, PairedWindow } from '../../contracts/model-comparison.ts';
import { rowPrices, type EnsembleRows } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { backtestOf, groundOf, type Ground } from './model-ground.ts';
import { pairedComparison } from './paired-comparison.ts';
import {
  forecastAgain,
  forecastKey,
  itemsOf,
  pairsOf,
  type Forecasts,
  type PairedForecasts,
} from './paired-forecasts.ts';

type ModelToCompare = JobInput<'compare-models'>['first'];

/** A model with its backtest. */
interface Backtested {
  readonly model: ModelRecord;
  readonly ground: Ground;
  readonly rows: EnsembleRows;
}

/**
 * Compares two models of a segment on the windows of the later one's backtest: with the forecasts of the other one's own backtest from the
 * same cutoff, or where it had seen no later week, with what it forecasts from there now. Neither has seen the weeks it is judged by.
 */
export async function compareModelsJob(
  { first, second }: JobInput<'compare-models'>,
  context: JobContext,
): Promise<JobOutput<'compare-models'>> {
  const none = (note: string): ModelComparison => ({
    ...{ first: first.model.version, second: second.model.version, windows: [], note },
    ...pairedComparison(noRows, { row: [], other: [] }, undefined),
  });
  const [one, two] = [segmentName(first.model.segment), segmentName(second.model.segment)];
  if (one !== two) return none(`They are of different segments, ${one} and ${two}: no row is forecast by both.`);
  context.progress({ step: 'reading the backtests' });
  const backtests = [];
  for (const wanted of [first, second]) {
    const found = await backtested(wanted, context);
    if (typeof found === 'string') return none(found);
    backtests.push(found);
  }
  const [a, b] = backtests as [Backtested, Backtested];
  const otherFirst = a.model.trainingCutoff < b.model.trainingCutoff;
  const [later, earlier] = otherFirst ? [b, a] : [a, b];
  const { windows, paired, left } = await pairWindows(later, earlier, context);
  return {
    ...{ first: first.model.version, second: second.model.version, windows },
    ...(left.length === 0 ? {} : { note: `Windows that do not compare: ${left.join('; ')}.` }),
    ...pairedComparison(later.rows, paired, rowPrices(later.ground.panel, later.rows), otherFirst),
  };
}

const noRows = { item: [], step: [], actual: [], ensemble: new Float64Array() };

/** The backtest of a model; in words why there is none any more. */
async function backtested({ model, manifest }: ModelToCompare, context: JobContext): Promise<Backtested | string> {
  const { version } = model;
  if (!model.windows) return `${version} is of earlier code, which kept no forecasts of its backtest.`;
  const ground = await groundOf(model, manifest, context);
  if (ground?.dataHash !== model.dataHash) {
    return `${version} was trained on other items than its segment has by the project's settings now.`;
  }
  try {
    return { model, ground, rows: await backtestOf(model, ground, context) };
  } catch (error) {
    if (error instanceof ArtifactMissingError)
      return `The forecasts of ${version}'s backtest have been deleted by garbage collection.`;
    throw error;
  }
}

/** The rows of the later model's backtest that the earlier one has a fair forecast for, and why windows are left out. */
async function pairWindows(later: Backtested, earlier: Backtested, context: JobContext) {
  const theirs = forecastsByCutoff(earlier.rows);
  const taught = taughtCutoffs(later.rows);
  const windows: PairedWindow[] = [];
  const paired: { row: number[]; other: number[] } = { row: [], other: [] };
  const left: string[] = [];
  const take = (cutoff: string, from: PairedWindow['from'], forecasts: Forecasts): void => {
    const pairs: PairedForecasts = pairsOf(later.rows, cutoff, forecasts);
    if (pairs.row.length === 0) {
      left.push(`${cutoff}, no row is forecast by both`);
      return;
    }
    windows.push({ cutoff, from, rows: pairs.row.length });
    for (const row of pairs.row) paired.row.push(row);
    for (const other of pairs.other) paired.other.push(other);
  };
  for (const cutoff of new Set(later.rows.cutoff)) {
    const odd = later.rows.odd?.[cutoff];
    const own = theirs.get(cutoff);
    if (taught.size > 0 && !taught.has(cutoff)) left.push(`${cutoff}, which only teaches the later ones`);
    else if (odd !== undefined) left.push(`${cutoff}, ${odd}`);
    else if (own) take(cutoff, 'backtest', own);
    else if (cutoff >= earlier.model.trainingCutoff) {
      context.progress({ step: `forecasting again from ${cutoff}` });
      const items = itemsOf(later.rows, cutoff);
      take(cutoff, 'forecast again', await forecastAgain(earlier.model, later.ground.panel, cutoff, items, context));
    } else left.push(`${cutoff}, ${earlier.model.version} has learned from its weeks`);
  }
  return { windows, paired, left };
}

/** Windows with earlier ones that gave them their weights. */
function taughtCutoffs({ cutoff, p50 }: EnsembleRows): ReadonlySet<string> {
  return new Set(cutoff.filter((_, row) => !Number.isNaN(p50[row] as number)));
}

function forecastsByCutoff({ store, item, cutoff, step, ensemble }: EnsembleRows): ReadonlyMap<string, Forecasts> {
  const found = new Map<string, Map<string, number>>();
  cutoff.forEach((one, row) => {
    const forecasts = found.get(one) ?? new Map<string, number>();
    found.set(one, forecasts);
    forecasts.set(forecastKey(store[row] as string, item[row] as string, step[row] as number), ensemble[row] as number);
  });
  return found;
}
