import type { ColumnType } from 'kysely';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { BacktestSummary, EvaluationSummary, GateCheck, RegionCycleResult } from '../../contracts/cycle.ts';
import type { LedgerEntry, Trigger } from '../../contracts/trigger.ts';
import type { TouchedRegions, WeeksOfFile } from '../../ports/landing-ledger.ts';
import type { DecisionKind } from '../../ports/champions.ts';
import type { ModelRecord } from '../../ports/registry.ts';

/** A jsonb column: read as the parsed value, written as text. */
type Json<T> = ColumnType<T, string, string>;
/** Written by the database's clock. */
type WrittenAt = ColumnType<Date, never, never>;

/** When garbage collection took what the row refers to; `null` while it is there. */
type DeletedAt = ColumnType<Date | null, never, Date | null>;

export interface RegistryTables {
  cycles: {
    id: string;
    environment: string;
    region: string;
    cutoff: string;
    triggers: Json<readonly Trigger[]>;
    status: 'running' | 'succeeded' | 'degraded' | 'failed';
    result: Json<RegionCycleResult> | null;
    failure: string | null;
    opened_at: WrittenAt;
    closed_at: ColumnType<Date | null, never, Date>;
  };
  dataset_versions: {
    version: string;
    region: string;
    cutoff: string;
    manifest: Json<ArtifactRef>;
    rows: number;
    quality_profile: Json<unknown>;
    created_at: WrittenAt;
    artifacts_deleted_at: DeletedAt;
  };
  dataset_files: {
    dataset_version: string;
    source: string;
    path: string;
    content_hash: string;
    conditioned: Json<ArtifactRef> | null;
    conditioner_version: string | null;
  };
  model_versions: {
    environment: string;
    version: string;
    region: string;
    format: string;
    velocity: string;
    dataset_version: string;
    data_hash: string;
    training_cutoff: string;
    code_version: string;
    seed: number;
    parameters: Json<unknown>;
    members: Json<ModelRecord['members']>;
    ensemble: Json<ArtifactRef>;
    backtest: Json<BacktestSummary>;
    gate: Json<readonly GateCheck[]>;
    cycle_id: string;
    windows: Json<NonNullable<ModelRecord['windows']>> | null;
    adopted_from: ColumnType<string | null, string | null | undefined, never>;
    created_at: WrittenAt;
    artifacts_deleted_at: DeletedAt;
  };
  model_tags: {
    environment: string;
    version: string;
    key: string;
    value: string;
    actor: string;
    tagged_at: ColumnType<Date, never, Date>;
  };
  model_retirements: {
    environment: string;
    version: string;
    actor: string;
    reason: string;
    retired_at: WrittenAt;
  };
  model_aliases: {
    environment: string;
    region: string;
    format: string;
    velocity: string;
    alias: string;
    version: string;
    changed_at: ColumnType<Date, never, Date>;
  };
  forecasts: {
    cycle_id: string;
    environment: string;
    region: string;
    cutoff: string;
    dataset_version: string;
    rows: number;
    parquet: Json<ArtifactRef>;
    csv: Json<ArtifactRef>;
    uri: string;
    scored_by: Json<Readonly<Record<string, string>>>;
    published_at: WrittenAt;
  };
  access_keys: {
    id: string;
    name: string;
    hash: string;
    role: string;
    environments: Json<readonly string[]> | null;
    created_by: string;
    created_at: WrittenAt;
    expires_at: ColumnType<Date | null, Date | null, never>;
    revoked_at: ColumnType<Date | null, never, Date>;
    revoked_by: ColumnType<string | null, never, string>;
    used_at: ColumnType<Date | null, never, Date>;
  };
  sign_ins: {
    state_hash: string;
    verifier: string;
    nonce: string;
    return_to: string;
    expires_at: ColumnType<Date, Date, never>;
  };
  sessions: {
    hash: string;
    actor: string;
    role: string;
    environments: Json<readonly string[]> | null;
    created_at: WrittenAt;
    expires_at: ColumnType<Date, Date, never>;
  };
  kept_answers: {
    key: string;
    fingerprint: string;
    status: ColumnType<number | null, never, number>;
    body: ColumnType<string | null, never, string | null>;
    begun_at: WrittenAt;
  };
  webhook_secrets: {
    id: string;
    name: string;
    environment: string;
    secret: string;
    created_by: string;
    created_at: WrittenAt;
    expires_at: ColumnType<Date, Date, never>;
    revoked_at: ColumnType<Date | null, never, Date>;
    revoked_by: ColumnType<string | null, never, string>;
    used_at: ColumnType<Date | null, never, Date>;
  };
  forecast_models: { cycle_id: string; segment: string; version: string };
  evaluations: { cycle_id: string; evaluation: Json<EvaluationSummary>; evaluated_at: WrittenAt };
  triggers: {
    controller_id: string;
    trigger_id: string;
    entry: Json<LedgerEntry>;
    state: string;
    cycle_id: string | null;
    recorded_at: WrittenAt;
    /** Of the entry, for indexes. */
    cause: ColumnType<Trigger['cause'], never, never>;
    accepted_at: ColumnType<string, never, never>;
  };
  landing_files: {
    environment: string;
    source: string;
    path: string;
    bytes: number;
    stamp: string;
    stable_since: ColumnType<Date, string, string>;
    gone_since: ColumnType<Date | null, string | null, string | null>;
    content_stamp: string | null;
    content_hash: string | null;
    content_regions: Json<TouchedRegions> | null;
    content_weeks: Json<WeeksOfFile> | null;
    pending_since: ColumnType<Date | null, string | null, string | null>;
    pending_regions: Json<TouchedRegions> | null;
    pending_problem: string | null;
    first_seen_at: WrittenAt;
    signalled_at: ColumnType<Date | null, never, Date>;
  };
  promotion_decisions: {
    id: string;
    promotion: string;
    run: string;
    environment: string;
    region: string;
    format: string;
    velocity: string;
    version: string;
    cutoff: string;
    kind: DecisionKind;
    gate_passed: boolean;
    actor: string;
    reason: string;
    facts: Json<object>;
    audit_sequence: number;
    decided_at: WrittenAt;
  };
  model_exports: {
    target: string;
    version: string;
    claimed_by: string | null;
    claimed_until: ColumnType<Date | null, Date | null, Date | null>;
    run_id: string | null;
    model_name: string | null;
    number: string | null;
    standing: Json<Readonly<Record<string, string>>> | null;
    exported_at: ColumnType<Date | null, never, Date>;
    failed_at: ColumnType<Date | null, never, Date | null>;
    failure: string | null;
  };
  rollbacks: { id: string; from_version: string; to_version: string; audit_sequence: number };
  audit: {
    sequence: number;
    at: string;
    actor: string;
    action: string;
    subject: string;
    facts: Json<unknown>;
    previous_hash: string;
    hash: string;
  };
}
