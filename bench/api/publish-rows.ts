import { join } from 'node:path';
import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { ForecastTable } from '../../src/jobs/scoring/forecast-table.ts';
import type { Registry } from '../../src/ports/registry.ts';

const steps = 4;
const storesOfItem = 50;

/** Publishes forecasts of a region that has as many rows as wanted, in the form that scoring gives them. Returns the hash of the table. */
export async function publishRows(
  { region, cutoff, rows }: { readonly region: string; readonly cutoff: string; readonly rows: number },
  { folder, artifacts, registry }: { readonly folder: string; readonly artifacts: string; readonly registry: Registry },
): Promise<string> {
  const table = new ForecastTable();
  for (let row = 0; row < rows; row += 1) {
    const series = Math.floor(row / steps);
    const step = 1 + (row % steps);
    // Any numbers with all their digits: they are what takes time to write.
    const units = 100 * Math.abs(Math.sin(row + 1));
    table.add({
      segment: { region, format: 'large', velocity: series % 5 === 0 ? 'fast' : 'slow' },
      ...{ store: `store-${series % storesOfItem}`, item: `item-${Math.floor(series / storesOfItem)}` },
      ...{ cutoff, step, week: addWeeks(cutoff, step), scoredBy: 'ab'.repeat(8) },
      ...{ forecast: units, mean: 1.07 * units, p10: 0.6 * units, p50: 0.98 * units, p90: 1.5 * units },
      ...{ baseline: 1.1 * units, lasso: 0.9 * units, network: 1.05 * units, trees: units, seasonal: 1.2 * units },
    });
  }
  const columns = table.columns();
  const engine = await createDuckDbTableEngine();
  const store = createLocalArtifactStore(artifacts);
  const [parquetPath, csvPath] = [join(folder, 'rows.parquet'), join(folder, 'rows.csv')];
  await engine.writeParquet(columns, parquetPath);
  await engine.writeCsv(columns, csvPath);
  engine.close();
  const parquet = await store.putFile(parquetPath, 'parquet');
  await registry.recordForecast({
    ...{ environment: 'dev', region, cutoff, cycleId: `cycle/dev/${region}/${cutoff}/1`, datasetVersion: 'd', rows },
    ...{ parquet, csv: await store.putFile(csvPath, 'csv') },
    ...{ uri: '', scoredBy: {} },
  });
  return parquet.hash;
}
