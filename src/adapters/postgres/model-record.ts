import type { Selectable } from 'kysely';
import type { Velocity } from '../../contracts/segment.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { RegistryTables } from './schema.ts';

/** A row of `model_versions` as the registry hands it out. */
export function toModelRecord(row: Selectable<RegistryTables['model_versions']>): ModelRecord {
  return {
    version: row.version,
    segment: { region: row.region, format: row.format, velocity: row.velocity as Velocity },
    datasetVersion: row.dataset_version,
    dataHash: row.data_hash,
    trainingCutoff: row.training_cutoff,
    codeVersion: row.code_version,
    seed: row.seed,
    parameters: row.parameters,
    members: row.members,
    ensemble: row.ensemble,
    backtest: row.backtest,
    gate: row.gate,
    cycleId: row.cycle_id,
    ...(row.windows ? { windows: row.windows } : {}),
  };
}
