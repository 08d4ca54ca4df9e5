import { segmentName } from '../../contracts/segment.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ChampionComparison } from '../../registry/gate/champion-check.ts';
import { SegmentChangedError } from '../errors.ts';
import type { JobContext } from '../job-context.ts';
import { compareWithChampion, type JudgedRows } from './compare-with-champion.ts';
import { judgeModel } from './judge-model.ts';
import { backtestOf, groundOf, type Ground } from './model-ground.ts';
import { rowsSinceTraining } from './rows-since-training.ts';

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
  const compare = async (rows: JudgedRows, { panel }: Ground): Promise<ChampionComparison> =>
    (await compareWithChampion(champion as ModelRecord, published, rows, panel, context)).comparison;
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
