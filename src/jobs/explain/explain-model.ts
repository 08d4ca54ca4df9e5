import type { CoefficientRow, ExplainReport, Importance } from '../../contracts/explanation.ts';
import { fittedMembers, segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import {
  columnLabel,
  explainForecasts,
  loadMember,
  permutationImportance,
  readStates,
  windowCutoffs,
  type EnsembleModel,
  type Panel,
} from '../../forecasting/index.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import { planFits } from '../training/fit-plan.ts';
import { fitWindows } from '../training/fit-windows.ts';
import { itemsAt } from '../items-at.ts';
import type { LaidOutSegment } from '../segment-items.ts';
import type { JobContext } from '../job-context.ts';
import { layOutSegment } from '../lay-out-segments.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** Reports what a registered model uses: its LASSO's coefficients, the forecasts of a store and item, its groups of features. */
export async function explainModelJob(
  input: JobInput<'explain-model'>,
  context: JobContext,
): Promise<Omit<ExplainReport, 'version' | 'segment'>> {
  const { model, manifest: manifestRef, series, importance } = input;
  context.progress({ step: 'reading the model' });
  const files: Partial<Record<FittedMemberName, Files>> = {};
  for (const member of fittedMembers) {
    const stored = model.members[member];
    if (stored) files[member] = await readMemberFiles(context.store, stored);
  }
  const ensemble = await getJson<EnsembleModel>(context.store, model.ensemble);
  const { panel, data } = await layOutSegment(await readManifest(context.store, manifestRef), model.segment, context);
  const explained = series && explainForecasts(readStates(files), ensemble, panel, panel.cutoffIndex, series);
  const preset = files.network && loadMember(files.network).preset;
  return {
    cutoff: model.trainingCutoff,
    weights: ensemble.weights,
    ...(preset === undefined ? {} : { preset }),
    coefficients: files.lasso ? coefficientsOf(files.lasso) : [],
    ...(explained ? { forecasts: explained } : {}),
    ...(importance ? { importance: await importanceOf(input, panel, data, ensemble, context) } : {}),
  };
}

/** The coefficients that the fit kept for people. */
function coefficientsOf(files: Files): CoefficientRow[] {
  const { regressions } = loadMember(files).diagnostics as {
    readonly regressions?: Readonly<Record<string, { readonly topCoefficients?: readonly CoefficientRow[] }>>;
  };
  return Object.entries(regressions ?? {}).flatMap(([regression, { topCoefficients = [] }]) =>
    topCoefficients.map((coefficient) => ({ ...coefficient, column: columnLabel(coefficient.column), regression })),
  );
}

/**
 * Importance on the last windows of the backtest, by the fit that forecast them: it has seen none of their weeks. The fit is found
 * where training left it, or done again.
 */
async function importanceOf(
  { model }: JobInput<'explain-model'>,
  panel: Panel,
  data: LaidOutSegment | undefined,
  ensemble: EnsembleModel,
  context: JobContext,
): Promise<Importance> {
  const { backtest, horizonWeeks, seed } = context.project.resolved;
  if (!data) throw new RangeError(`dataset ${model.datasetVersion} has no segment ${segmentName(model.segment)}`);
  const planned = planFits(
    panel.weeks,
    windowCutoffs(panel.cutoffIndex, backtest, horizonWeeks).cutoffIndices,
    backtest,
  );
  const files: Partial<Record<FittedMemberName, Files>> = {};
  for (const member of Object.keys(model.members) as FittedMemberName[]) {
    const subject = { member, data, datasetVersion: model.datasetVersion, horizonWeeks };
    const { fits } = await fitWindows(planned, panel, subject, context);
    files[member] = await readMemberFiles(context.store, fits.at(-1)?.files ?? {});
  }
  context.progress({ step: 'shuffling groups of features' });
  const cutoffs = planned.at(-1)?.forecastFrom ?? [];
  const last = planned.at(-1)?.cutoffIndex ?? panel.cutoffIndex;
  const items = itemsAt(panel, data, last, context.project.resolved);
  return permutationImportance(readStates(files), ensemble, panel, cutoffs, items, { seed });
}
