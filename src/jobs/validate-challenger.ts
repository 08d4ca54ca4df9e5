import type { BacktestSummary, Challenger } from '../contracts/cycle.ts';
import type { MemberName } from '../contracts/segment.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { putJson } from '../datasets/write-artifact.ts';
import {
  backtestRows,
  baselineForecast,
  evaluateBacktest,
  fitEnsemble,
  type BacktestEvaluation,
  type BacktestRows,
  type EnsembleModel,
  type MemberForecast,
  type Panel,
} from '../forecasting/index.ts';
import type { JobInput, JobOutput } from '../ports/job-runner.ts';
import { gateChecks } from '../registry/promotion-gate.ts';
import { modelVersion } from '../registry/model-version.ts';
import { championOnWindows } from './champion-on-windows.ts';
import type { JobContext } from './job-context.ts';
import { readForecast } from './stored-fit.ts';

/** Fits the ensemble of trained members on their backtest, evaluates it on the same rows, and holds it against the gate. */
export async function validateChallengerJob(
  input: JobInput<'validate-challenger'>,
  context: JobContext,
): Promise<JobOutput<'validate-challenger'>> {
  const { project, store } = context;
  const { resolved, codeVersion } = project;
  const { segment, items, dataHash } = input.assessment.data;
  context.progress({ step: 'validating' });
  const panel = await readPanel(context, await readManifest(store, input.dataset.manifest), segment.format);
  const rows = await rowsOf(input, panel, items, context);
  const ensemble = fitEnsemble(rows);
  const evaluation = evaluateBacktest(rows);
  const champion = input.champion && (await championOnWindows(input.champion, rows, panel, items, context));
  const gate = gateChecks(
    {
      ensemble: evaluation.overall.ensemble,
      baseline: evaluation.overall.baseline,
      mapes: Object.fromEntries(
        evaluation.byCutoff.map(({ cutoff, metrics }) => [cutoff, metrics.ensemble?.mape ?? null]),
      ),
    },
    champion,
    resolved.gate,
  );

  const inputs = {
    segment,
    datasetVersion: input.dataset.version,
    trainingCutoff: input.cutoff,
    codeVersion,
    parameters: { members: resolved.members, backtest: resolved.backtest, horizonWeeks: resolved.horizonWeeks },
    seed: resolved.seed,
    // A member whose training failed makes another model of the same inputs.
    members: input.trained.map(({ member }) => member),
  };
  const challenger: Challenger = {
    version: modelVersion(inputs),
    segment,
    backtest: summaryOf(rows, evaluation, ensemble),
    gate,
    gatePassed: gate.every(({ passed }) => passed),
  };
  return {
    challenger,
    record: {
      ...inputs,
      version: challenger.version,
      dataHash,
      members: Object.fromEntries(input.trained.map(({ member, files }) => [member, files])),
      ensemble: await putJson(store, ensemble),
      backtest: challenger.backtest,
      gate,
      cycleId: input.cycleId,
    },
  };
}

async function rowsOf(
  { trained }: JobInput<'validate-challenger'>,
  panel: Panel,
  items: readonly string[],
  { project, store }: JobContext,
): Promise<BacktestRows> {
  const { horizonWeeks } = project.resolved;
  const byCutoff = new Map<string, Partial<Record<MemberName, MemberForecast>>>();
  for (const { member, windows } of trained) {
    for (const { cutoff, forecast } of windows) {
      byCutoff.set(cutoff, { ...byCutoff.get(cutoff), [member]: await readForecast(store, forecast) });
    }
  }
  return backtestRows(
    panel,
    [...byCutoff].map(([cutoff, forecasts]) => {
      const cutoffIndex = panel.weeks.indexOf(cutoff);
      return { cutoffIndex, baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks), ...forecasts };
    }),
  );
}

function summaryOf(
  rows: BacktestRows,
  { overall, reduction }: BacktestEvaluation,
  ensemble: EnsembleModel,
): BacktestSummary {
  const { baseline, lasso, network, ensemble: blended } = overall;
  return {
    windows: [...new Set(rows.cutoff)],
    metrics: {
      ...(baseline ? { baseline } : {}),
      ...(lasso ? { lasso } : {}),
      ...(network ? { network } : {}),
      ...(blended ? { ensemble: blended } : {}),
    },
    reduction: reduction.arithmetic,
    reductionGeometric: reduction.geometric,
    coverage: blended?.coverage ?? null,
    weights: ensemble.weights,
  };
}
