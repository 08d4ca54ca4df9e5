import type { GateCheck } from '../../contracts/cycle.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import { weeksBetween } from '../../contracts/week.ts';
import type { Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ChampionComparison } from '../../registry/gate/champion-check.ts';
import type { DataEvidence } from '../../registry/gate/data-check.ts';
import type { Retired } from '../../registry/gate/retired-check.ts';
import type { RolledBack } from '../../registry/gate/rollback-check.ts';
import { gateChecks } from '../../registry/promotion-gate.ts';
import type { JobContext } from '../job-context.ts';
import { trainingEvidence } from './training-evidence.ts';
import { tryScoring } from './try-scoring.ts';

/** What a model is judged with: the data it would score now, and whom it would follow. */
interface Circumstances {
  readonly manifest: DatasetManifest;
  readonly panel: Panel;
  /** The segment's items in these data. */
  readonly items: readonly string[];
  /** Quality checks of the data that failed without blocking, in words. Left out where there are none. */
  readonly warnings?: readonly string[] | undefined;
  /** Left out where the segment has no champion. */
  readonly comparison?: ChampionComparison;
  /** Versions of the segment that were rolled back from. */
  readonly rolledBack: Readonly<Record<string, RolledBack>>;
  /** Versions of the segment that somebody took out of use. Default: none. */
  readonly retired?: Readonly<Record<string, Retired>> | undefined;
}

/** Checks a model at the project's gate: its backtest, its files, the data, and what it forecasts from them. */
export async function judgeModel(
  model: ModelRecord,
  { manifest, panel, items, comparison, rolledBack, retired = {}, warnings = [] }: Circumstances,
  context: JobContext,
): Promise<GateCheck[]> {
  const { gate, aim } = context.project.resolved;
  const { version, backtest } = model;
  const takenBack = rolledBack[version];
  const takenOut = retired[version];
  return gateChecks(
    {
      version,
      ensemble: backtest.metrics.ensemble,
      baseline: backtest.metrics.baseline,
      ...(backtest.metrics.seasonal ? { seasonal: backtest.metrics.seasonal } : {}),
      published: backtest.published,
      ...(comparison ? { champion: comparison } : {}),
      data: { ...dataEvidence(manifest), warnings, odd: backtest.odd },
      training: await trainingEvidence(model, context),
      scoring: await tryScoring(model, panel, items, context),
      ...(takenBack ? { rolledBack: takenBack } : {}),
      ...(takenOut ? { retired: takenOut } : {}),
    },
    gate,
    aim,
  );
}

function dataEvidence({ tables, weeks, cutoff, quality }: DatasetManifest): Omit<DataEvidence, 'warnings'> {
  return { rows: tables.panel.rows, weeks: weeksBetween(weeks.first, cutoff) + 1, quality };
}
