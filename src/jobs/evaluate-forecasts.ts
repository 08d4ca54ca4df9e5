import type { EvaluationSummary, ForecasterName } from '../contracts/cycle.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { measure } from '../forecasting/index.ts';
import type { JobInput } from '../ports/job-runner.ts';
import type { Columns } from '../ports/table-engine.ts';
import type { JobContext } from './job-context.ts';
import { RealisedBySegment } from './realised-by-segment.ts';

/** Column of the published forecasts by forecaster. The ensemble's is the one that was published to be used. */
const columnOf: Readonly<Record<ForecasterName, string>> = {
  baseline: 'baseline',
  lasso: 'lasso',
  network: 'network',
  ensemble: 'forecast',
};

/** Realised errors: what was published before, against the actuals that the dataset version now knows. */
export async function evaluateForecastsJob(
  { manifest: manifestRef, forecasts }: JobInput<'evaluate-forecasts'>,
  { store, tables, progress }: JobContext,
): Promise<EvaluationSummary> {
  progress({ step: 'reading actuals' });
  const manifest = await readManifest(store, manifestRef);
  const actuals = actualsByKey(
    await tables.readParquet(await store.localPath(manifest.tables.panel.artifact), {
      columns: ['store', 'item', 'week', 'units'],
    }),
  );
  const actual: number[] = [];
  const forecast: Record<ForecasterName, number[]> = { baseline: [], lasso: [], network: [], ensemble: [] };
  const realised = new RealisedBySegment();
  for (const { parquet, cutoff } of forecasts) {
    progress({ step: `evaluating the forecasts of ${cutoff}` });
    const published = await tables.readParquet(await store.localPath(parquet));
    const [formats, velocities, weeks] = ['format', 'velocity', 'week'].map((name) => published[name]);
    keysOf(published).forEach((key, row) => {
      const units = actuals.get(key);
      if (units === undefined) return;
      actual.push(units);
      const values = names.map((name) => (published[columnOf[name]] as Float64Array)[row] as number);
      names.forEach((name, index) => forecast[name].push(values[index] as number));
      realised.add(`${formats?.[row]}/${velocities?.[row]}`, String(weeks?.[row]), {
        units,
        forecast: values[names.indexOf('ensemble')] as number,
        baseline: values[names.indexOf('baseline')] as number,
      });
    });
  }
  return {
    rows: actual.length,
    metrics: Object.fromEntries(names.map((name) => [name, measure(actual, forecast[name])])),
    segments: realised.errors(),
  };
}

const names = Object.keys(columnOf) as ForecasterName[];

function actualsByKey(panel: Columns): ReadonlyMap<string, number> {
  const units = panel['units'] as Float64Array;
  const actuals = new Map<string, number>();
  keysOf(panel).forEach((key, row) => {
    const value = units[row] as number;
    if (!Number.isNaN(value)) actuals.set(key, value);
  });
  return actuals;
}

function keysOf(table: Columns): string[] {
  const [stores, items, weeks] = [table['store'], table['item'], table['week']] as readonly (readonly string[])[];
  return (stores ?? []).map((store, row) => JSON.stringify([store, items?.[row], weeks?.[row]]));
}
