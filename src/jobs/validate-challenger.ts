import type { BacktestEvaluation } from '../contracts/backtest.ts';
import type { BacktestSummary, Challenger } from '../contracts/cycle.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { putJson } from '../datasets/write-artifact.ts';
import { evaluateBacktest, fitEnsemble, type BacktestRows, type EnsembleModel } from '../forecasting/index.ts';
import type { JobInput, JobOutput } from '../ports/job-runner.ts';
import { gateChecks } from '../registry/promotion-gate.ts';
import { modelVersion } from '../registry/model-version.ts';
import { championOnWindows } from './champion-on-windows.ts';
import { ensembleOptions } from './ensemble-options.ts';
import type { JobContext } from './job-context.ts';
import { readBacktestRows } from './read-backtest-rows.ts';

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
  const rows = await readBacktestRows(store, panel, items, resolved.horizonWeeks, input.trained);
  const options = ensembleOptions(resolved);
  const ensemble = fitEnsemble(rows, options);
  const evaluation = evaluateBacktest(rows, options);
  const champion = input.champion && (await championOnWindows(input.champion, rows, panel, items, context));
  const gate = gateChecks(
    {
      ensemble: evaluation.overall.ensemble,
      baseline: evaluation.overall.baseline,
      byCutoff: Object.fromEntries(evaluation.byCutoff.map(({ cutoff, metrics }) => [cutoff, metrics.ensemble])),
    },
    champion,
    resolved.gate,
    resolved.aim,
  );

  const inputs = {
    segment,
    datasetVersion: input.dataset.version,
    trainingCutoff: input.cutoff,
    codeVersion,
    parameters: {
      members: resolved.members,
      features: resolved.features,
      backtest: resolved.backtest,
      aim: resolved.aim,
      ensemble: resolved.ensemble,
      horizonWeeks: resolved.horizonWeeks,
    },
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
