import {
  forecasterNames,
  type EvaluatedCutoff,
  type EvaluationSummary,
  type ForecasterName,
} from '../../contracts/cycle.ts';
import { addWeeks, type Week } from '../../contracts/week.ts';
import { isOptionalMember } from '../../contracts/segment.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { mapeFloorOf, measure } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { ForecastRecord } from '../../ports/registry.ts';
import type { Columns } from '../../ports/table-engine.ts';
import type { JobContext } from '../job-context.ts';
import { lateWeeks, readActuals, seriesKey, type Actuals } from './late-weeks.ts';
import { RealisedBySegment } from './realised-by-segment.ts';

/** Column of the published forecasts by forecaster. The ensemble's is the one that was published to be used. */
const columnOf = (name: ForecasterName): string => (name === 'ensemble' ? 'forecast' : name);

/**
 * Realised errors: what was published before, against the actuals that the dataset version now knows. Forecasts of cutoffs before
 * `recentFrom` are looked at from the first on that a late week touches.
 */
export async function evaluateForecastsJob(
  { manifest: manifestRef, forecasts, recentFrom, previous }: JobInput<'evaluate-forecasts'>,
  context: JobContext,
): Promise<EvaluationSummary> {
  const { store, progress } = context;
  progress({ step: 'reading actuals' });
  const manifest = await readManifest(store, manifestRef);
  const { cutoff, horizonWeeks } = manifest;
  const from = addWeeks(forecasts[0]?.cutoff ?? recentFrom, 1);
  const actuals = await readActuals(context, manifest, from);
  const late = previous ? await lateWeeks(context, actuals, { previous, from, cutoff }) : [];
  const evaluateFrom = earlier(recentFrom, late[0] === undefined ? recentFrom : addWeeks(late[0], -horizonWeeks));

  const errors = new Errors(actuals);
  const cutoffs: EvaluatedCutoff[] = [];
  for (const forecast of forecasts.filter((one) => one.cutoff >= evaluateFrom)) {
    progress({ step: `evaluating the forecasts of ${forecast.cutoff}` });
    const isRecent = forecast.cutoff >= recentFrom;
    const published = await readPublished(context, forecast);
    const why = whyOf(forecast.cutoff, isRecent, late, horizonWeeks);
    if (published) cutoffs.push({ cutoff: forecast.cutoff, ...errors.add(published), why });
    else cutoffs.push({ cutoff: forecast.cutoff, rows: 0, wape: null, why: `${why}; no longer kept` });
  }
  return { ...errors.summary(), cutoffs };
}

/**
 * A published table; `undefined` for one that garbage collection took: also a recent one, where retention is shorter than the horizon or
 * the region stood still for long.
 */
async function readPublished({ store, tables }: JobContext, { parquet }: ForecastRecord): Promise<Columns | undefined> {
  try {
    return await tables.readParquet(await store.localPath(parquet));
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}

/** Between two cutoffs that late weeks touch all are evaluated again, so that the errors of a week have every step. */
function whyOf(cutoff: Week, isRecent: boolean, late: readonly Week[], horizonWeeks: number): string {
  const touching = late.find((week) => week > cutoff && week <= addWeeks(cutoff, horizonWeeks));
  const week = touching ?? (isRecent ? undefined : late[0]);
  return week === undefined ? 'recent' : `late: ${week}`;
}

/** Adds up the errors of published tables. */
class Errors {
  readonly #actuals: Actuals;
  readonly #actual: number[] = [];
  readonly #forecast = Object.fromEntries(forecasterNames.map((name) => [name, []])) as unknown as Record<
    ForecasterName,
    number[]
  >;
  readonly #realised = new RealisedBySegment();

  constructor(actuals: Actuals) {
    this.#actuals = actuals;
  }

  /** Adds a table; its own rows with actuals, and the error of what was published in them. */
  add(published: Columns): Pick<EvaluatedCutoff, 'rows' | 'wape'> {
    const start = this.#actual.length;
    const [stores, items, weeks] = [published['store'], published['item'], published['week']];
    const [formats, velocities] = [published['format'], published['velocity']];
    for (let row = 0; row < (weeks?.length ?? 0); row += 1) {
      const week = String(weeks?.[row]);
      const units = this.#actuals.get(week)?.get(seriesKey(stores?.[row], items?.[row]));
      if (units === undefined) continue;
      this.#actual.push(units);
      // Tables of earlier code lack the columns of members that came later.
      const values = names.map((name) => (published[columnOf(name)] as Float64Array | undefined)?.[row] ?? NaN);
      names.forEach((name, index) => this.#forecast[name].push(values[index] as number));
      this.#realised.add(`${formats?.[row]}/${velocities?.[row]}`, week, {
        units,
        forecast: values[names.indexOf('ensemble')] as number,
        baseline: values[names.indexOf('baseline')] as number,
        p10: (published['p10'] as Float64Array | undefined)?.[row] ?? NaN,
        p90: (published['p90'] as Float64Array | undefined)?.[row] ?? NaN,
      });
    }
    const { wape } = measure(this.#actual.slice(start), this.#forecast.ensemble.slice(start));
    return { rows: this.#actual.length - start, wape };
  }

  summary(): Omit<EvaluationSummary, 'cutoffs'> {
    const floor = mapeFloorOf(this.#actual);
    return {
      rows: this.#actual.length,
      metrics: Object.fromEntries(
        names
          .filter((name) => !isOptionalMember(name) || this.#forecast[name].some(Number.isFinite))
          .map((name) => [name, measure(this.#actual, this.#forecast[name], undefined, floor)]),
      ),
      segments: this.#realised.errors(),
    };
  }
}

const names = forecasterNames;

function earlier(a: Week, b: Week): Week {
  return a < b ? a : b;
}
