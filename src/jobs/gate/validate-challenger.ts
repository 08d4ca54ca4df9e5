import type { BacktestEvaluation } from '../../contracts/backtest.ts';
import { forecasterNames, type BacktestSummary, type Challenger } from '../../contracts/cycle.ts';
import { featuresFor, type Holiday } from '../../contracts/features.ts';
import { sliceNames } from '../../contracts/slices.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { putJson } from '../../ports/json-artifacts.ts';
import {
  evaluateRows,
  rowFacts,
  unitsYearAgo,
  type BacktestRows,
  type EnsembleModel,
  type EnsembleRows,
  type Panel,
} from '../../forecasting/index.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import { standIns } from '../../registry/gate/stand-in.ts';
import { modelVersion } from '../../registry/model-version.ts';
import { blendSegment } from '../backtest/blend-segment.ts';
import type { JobContext } from '../job-context.ts';
import { readItems } from '../segment-items.ts';
import { championComparison } from './champion-comparison.ts';
import { compareWithChampion } from './compare-with-champion.ts';
import { judgeModel } from './judge-model.ts';
import { standInEvidence } from './stand-in-evidence.ts';

/** Fits the ensemble of trained members on their backtest, evaluates it on the same rows, and checks it at the gate. */
export async function validateChallengerJob(
  input: JobInput<'validate-challenger'>,
  context: JobContext,
): Promise<JobOutput<'validate-challenger'>> {
  const { project, store } = context;
  const { resolved, codeVersion } = project;
  const data = await readItems(store, input.assessment.data);
  const { segment, items, dataHash } = data;
  context.progress({ step: 'validating' });
  const manifest = await readManifest(store, input.dataset.manifest);
  const panel = await readPanel(context, manifest, segment.format);
  const ground = { data, settings: resolved };
  const { rows, ensemble, blended } = await blendSegment(store, panel, ground, input.trained);
  const evaluation = evaluateRows(withFacts(blended, panel, resolved.features.calendar.holidays), [
    ...sliceNames,
    'store',
  ]);

  const inputs = {
    segment,
    datasetVersion: input.dataset.version,
    trainingCutoff: input.cutoff,
    codeVersion,
    parameters: {
      members: resolved.members,
      features: featuresFor(resolved.features, panel.cutoffIndex + 1),
      backtest: resolved.backtest,
      aim: resolved.aim,
      ensemble: resolved.ensemble,
      horizonWeeks: resolved.horizonWeeks,
    },
    seed: resolved.seed,
    // A member whose training failed makes another model of the same inputs.
    members: input.trained.map(({ member }) => member),
  };
  const ungated: ModelRecord = {
    ...inputs,
    version: modelVersion(inputs),
    dataHash,
    members: Object.fromEntries(input.trained.map(({ member, files }) => [member, files])),
    ensemble: await putJson(store, ensemble),
    backtest: {
      ...summaryOf(rows, evaluation, ensemble),
      evaluation: await putJson(store, evaluation),
      ...presetChoicesOf(input.trained),
    },
    gate: [],
    cycleId: input.cycleId,
    windows: Object.fromEntries(input.trained.map(({ member, windows }) => [member, windows])),
  };

  const { version, backtest } = ungated;
  context.progress({ step: 'comparing it with the champion' });
  const compared =
    input.champion && (await compareWithChampion(input.champion, input.published, blended, panel, context));
  const comparison = compared?.comparison;
  const { rolledBack, retired, warnings } = input;
  const gate = await judgeModel(
    ungated,
    { manifest, panel, items, rolledBack, retired, warnings, ...(comparison ? { comparison } : {}) },
    context,
  );
  const serves = standIns(standInEvidence(backtest, gate, comparison, resolved));
  const gatePassed = gate.every(({ passed }) => passed);
  const challenger: Challenger = { version, segment, backtest, gate, gatePassed, serves };
  const kept = compared && (await putJson(store, championComparison(version, compared, blended, panel)));
  const comparedWith = kept && { comparison: { with: compared.comparison.version, artifact: kept } };
  const record = { ...ungated, gate, backtest: { ...backtest, ...comparedWith } };
  return { challenger, record };
}

/** Rows with what they can be grouped by, and with what the same week of the year before sold. */
function withFacts(rows: EnsembleRows, panel: Panel, holidays: readonly Holiday[]): EnsembleRows {
  const { naiveError: _scale, ...facts } = rowFacts(panel, rows, holidays);
  return { ...rows, facts: { ...facts, yearAgo: unitsYearAgo(panel, rows) } };
}

function presetChoicesOf(
  trained: JobInput<'validate-challenger'>['trained'],
): Pick<BacktestSummary, 'presetChoices'> | undefined {
  const chosen = trained.flatMap(({ member, presetChoice }) => (presetChoice ? [[member, presetChoice] as const] : []));
  return chosen.length === 0 ? undefined : { presetChoices: Object.fromEntries(chosen) };
}

function summaryOf(
  rows: BacktestRows,
  { overall, reduction, published, odd }: BacktestEvaluation,
  ensemble: EnsembleModel,
): BacktestSummary {
  const { ensemble: blended } = overall;
  return {
    windows: [...new Set(rows.cutoff)],
    metrics: Object.fromEntries(forecasterNames.flatMap((name) => (overall[name] ? [[name, overall[name]]] : []))),
    reduction: reduction.arithmetic,
    reductionGeometric: reduction.geometric,
    coverage: blended?.coverage ?? null,
    ...(blended?.width === undefined ? {} : { width: blended.width }),
    ...(blended?.pinball === undefined ? {} : { pinball: blended.pinball }),
    ...(published ? { published } : {}),
    ...(odd ? { odd: Object.fromEntries(odd.map(({ cutoff, reason }) => [cutoff, reason])) } : {}),
    weights: ensemble.weights,
  };
}
