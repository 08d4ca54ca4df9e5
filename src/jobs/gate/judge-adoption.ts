import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { fittedMembers, segmentName } from '../../contracts/segment.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { forecastOutOfWindow, type Panel } from '../../forecasting/index.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ChampionComparison } from '../../registry/gate/champion-check.ts';
import { ensembleOptions } from '../backtest/ensemble-options.ts';
import { readBacktestRows } from '../backtest/read-backtest-rows.ts';
import { SegmentChangedError } from '../errors.ts';
import type { JobContext } from '../job-context.ts';
import { hasFormat, layOutSegment } from '../lay-out-segments.ts';
import { compareWithChampion, type JudgedRows } from './compare-with-champion.ts';
import { judgeModel } from './judge-model.ts';
import { rowsSinceTraining } from './rows-since-training.ts';

/** A dataset version as a segment sees it. */
interface Ground {
  readonly manifest: DatasetManifest;
  readonly panel: Panel;
  readonly items: readonly string[];
  readonly dataHash: string;
}

/**
 * Judges a registered model for another environment, without training: its backtest is read from the forecasts it left, its files
 * are tried on the newest data. It is compared with that environment's champion on the windows of its backtest, and on the weeks
 * that have come since both were trained.
 *
 * @throws SegmentChangedError where the project cuts its segments otherwise than when it was trained
 */
export async function judgeAdoptionJob(
  input: JobInput<'judge-adoption'>,
  context: JobContext,
): Promise<JobOutput<'judge-adoption'>> {
  const { model, champion, published, rolledBack, warnings } = input;
  context.progress({ step: 'reading the data it was trained on' });
  const training = await groundOf(model, input.trainedOn, context);
  if (!training || training.dataHash !== model.dataHash) throw new SegmentChangedError(factsOf(model, 'training'));
  context.progress({ step: 'reading the newest data' });
  const latest = input.latest.hash === input.trainedOn.hash ? training : await groundOf(model, input.latest, context);
  if (!latest) throw new SegmentChangedError(factsOf(model, 'newest'));
  context.progress({ step: 'comparing it with the champion' });
  const compare = (rows: JudgedRows, { panel }: Ground): Promise<ChampionComparison> =>
    compareWithChampion(champion as ModelRecord, published, rows, panel, context);
  const comparison = champion && {
    isOlder: model.trainingCutoff < champion.trainingCutoff,
    ...joined(
      await compare(await backtestOf(model, training, context), training),
      await compare(await rowsSinceTraining(model, latest.panel, latest.items, context), latest),
    ),
  };
  const { manifest, panel, items } = latest;
  return judgeModel(
    model,
    { manifest, panel, items, rolledBack, warnings, ...(comparison ? { comparison } : {}) },
    context,
  );
}

async function groundOf(
  { segment }: ModelRecord,
  ref: JobInput<'judge-adoption'>['latest'],
  context: JobContext,
): Promise<Ground | undefined> {
  const manifest = await readManifest(context.store, ref);
  if (!hasFormat(manifest, segment.format, context)) return undefined;
  const { panel, data } = await layOutSegment(manifest, segment, context);
  return data && { manifest, panel, items: data.items, dataHash: data.dataHash };
}

/** The backtest a model was validated by, blended as its own parameters say. */
async function backtestOf(
  model: ModelRecord,
  { panel, items }: Ground,
  { store, project }: JobContext,
): Promise<JudgedRows> {
  const { velocity } = project.resolved;
  const parameters = model.parameters as Pick<ResolvedProject, 'aim' | 'ensemble' | 'features' | 'horizonWeeks'>;
  const stored = fittedMembers.flatMap((member) => {
    const windows = model.windows?.[member];
    return windows ? [{ member, windows }] : [];
  });
  const rows = await readBacktestRows(
    store,
    panel,
    { data: { segment: model.segment, items }, settings: { ...parameters, velocity } },
    stored,
  );
  return forecastOutOfWindow(rows, ensembleOptions(parameters));
}

function joined(one: ChampionComparison, other: ChampionComparison): ChampionComparison {
  const failure = one.failure ?? other.failure;
  return {
    version: one.version,
    windows: one.windows + other.windows,
    compared: [...one.compared, ...other.compared],
    ...(failure === undefined ? {} : { failure }),
  };
}

function factsOf({ version, segment }: ModelRecord, data: 'training' | 'newest') {
  return { version, segment: segmentName(segment), data };
}
