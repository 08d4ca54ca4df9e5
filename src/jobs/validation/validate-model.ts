import { segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { loadMember, type Panel } from '../../forecasting/index.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import { levelOf } from '../../registry/gate/scoring-check.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';
import { layOutSegment } from '../lay-out-segments.ts';
import { readMemberFiles } from '../training/stored-fit.ts';
import { tryScoring } from '../gate/try-scoring.ts';
import { coverageName, coverageTest } from './coverage-test.ts';
import { judge } from './judge.ts';

/** Tests a trained model: its files, and what it forecasts. */
export async function validateModelJob(
  { model, manifest: ref }: JobInput<'validate-model'>,
  context: JobContext,
): Promise<readonly ValidationTest[]> {
  const manifest = await readManifest(context.store, ref);
  const { panel, data } = await layOutSegment(manifest, model.segment, context);
  context.progress({ step: `validating ${segmentName(model.segment)}` });
  return [
    ...(await trainingTests(model, panel, context)),
    ...(await scoringTests(model, panel, data?.items ?? [], context)),
  ];
}

async function trainingTests(model: ModelRecord, panel: Panel, context: JobContext): Promise<ValidationTest[]> {
  const { test, skip } = judge('training', segmentName(model.segment));
  const constant = neverChange(panel);
  const gate = (check: string, name: string, learns: boolean): ValidationTest[] => {
    const found = model.gate.find((one) => one.check === check);
    if (!found) return [];
    return [
      learns && constant
        ? skip(name, 'the units never change: nothing can be learnt')
        : test(name, found.passed, found.detail),
    ];
  };
  return [
    ...gate('training complete', 'members trained, weights finite', false),
    ...gate('mape within target', 'MAPE within the gate', false),
    ...gate('beats the baseline', 'beats the baseline', true),
    await savedModelLoads(model, context),
    ...(constant
      ? [skip('loss falls', 'the units never change: nothing can be learnt')]
      : [await lossFalls(model, context)]),
  ];
}

/** Of units that are all the same nothing can be learnt, and the baseline knows them. */
function neverChange({ units }: Panel): boolean {
  const known = units.filter((value) => !Number.isNaN(value));
  return known.every((value) => value === known[0]);
}

async function savedModelLoads(model: ModelRecord, { store }: JobContext): Promise<ValidationTest> {
  const { test } = judge('training', segmentName(model.segment));
  const name = 'saved model loads';
  try {
    for (const files of Object.values(model.members)) loadMember(await readMemberFiles(store, files));
    return test(name, true, `${Object.keys(model.members).join(', ')}, version ${model.version.slice(0, 12)}`);
  } catch (error) {
    return test(name, false, error instanceof Error ? error.message : String(error));
  }
}

async function lossFalls(model: ModelRecord, { store }: JobContext): Promise<ValidationTest> {
  const { test, skip } = judge('training', segmentName(model.segment));
  const name = 'loss falls';
  const files = model.members['network' satisfies FittedMemberName];
  if (!files) return skip(name, 'no network was trained');
  const { diagnostics } = loadMember(await readMemberFiles(store, files));
  const networks = (diagnostics['networks'] ?? []) as readonly { readonly losses: readonly number[] }[];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const first = mean(networks.map(({ losses }) => losses[0] ?? NaN));
  const last = mean(networks.map(({ losses }) => losses.at(-1) ?? NaN));
  const epochs = networks[0]?.losses.length ?? 0;
  if (epochs < 2) return skip(name, 'there is one epoch only');
  return test(
    name,
    last < first,
    `${first.toFixed(4)} in the first epoch, ${last.toFixed(4)} in the last of ${epochs}`,
  );
}

async function scoringTests(
  model: ModelRecord,
  panel: Panel,
  items: readonly string[],
  context: JobContext,
): Promise<ValidationTest[]> {
  const { test, skip } = judge('scoring', segmentName(model.segment));
  const evidence = await tryScoring(model, panel, items, context);
  const whole = 'every series and step';
  if (evidence.failure !== undefined) return [test(whole, false, `it cannot score: ${evidence.failure}`)];
  const { expected, forecast, unusable, recentWeeks } = evidence;
  const { gate, horizonWeeks } = context.project.resolved;
  const found = levelOf(evidence, gate.maxLevelFactor);
  const { p10, p50, p90 } = await scoreEnsemble(model, panel, panel.cutoffIndex, items, context);
  const crossed = [...p50.keys()].filter((row) => !(p10[row]! <= p50[row]! && p50[row]! <= p90[row]!)).length;
  const level = 'level of the recent weeks';
  return [
    test(whole, forecast === expected && expected > 0, `${forecast} of ${expected} forecasts, ${horizonWeeks} steps`),
    test('finite and not below zero', unusable === 0, `${unusable} of ${forecast} are not`),
    test('P10 ≤ P50 ≤ P90', crossed === 0, `${crossed} of ${p50.length} are out of order`),
    neverChange(panel) ? skip(coverageName, 'the units never change') : coverageTest(model, horizonWeeks),
    found
      ? test(level, found.believable, `${found.text}, limit ${gate.maxLevelFactor} either way`)
      : skip(level, `no sales in the last ${recentWeeks} weeks`),
    weightsTest(model),
    await laterDataTest(model, panel, items, context),
  ];
}

function weightsTest({ backtest: { weights }, segment }: ModelRecord): ValidationTest {
  const { test } = judge('scoring', segmentName(segment));
  const values = Object.values(weights);
  const sum = values.reduce((total, weight) => total + weight, 0);
  const text = Object.entries(weights).map(([member, weight]) => `${member} ${weight.toFixed(3)}`);
  return test('weights sum to 1', Math.abs(sum - 1) < 1e-9 && values.every((weight) => weight >= 0), text.join(', '));
}

/** Forecasts of a past cutoff, with what came later as it is, removed, and multiplied by 1,000. */
async function laterDataTest(
  model: ModelRecord,
  panel: Panel,
  items: readonly string[],
  context: JobContext,
): Promise<ValidationTest> {
  const { test } = judge('scoring', segmentName(model.segment));
  const { horizonWeeks } = context.project.resolved;
  const past = panel.cutoffIndex - horizonWeeks;
  const forecast = async (seen: Panel): Promise<Float64Array> =>
    (await scoreEnsemble(model, seen, past, items, context)).ensemble;
  const known = await forecast(panel);
  const others = [
    await forecast(changed(panel, past, () => NaN)),
    await forecast(changed(panel, past, (value) => 1000 * value + 1)),
  ];
  const moved = others.reduce((sum, other) => sum + known.filter((value, row) => value !== other[row]).length, 0);
  return test(
    'later data move no past forecast',
    moved === 0,
    `${moved} of ${known.length} forecasts of ${panel.weeks[past]} move when the later units are removed or multiplied by 1,000`,
  );
}

function changed(panel: Panel, after: number, change: (value: number) => number): Panel {
  const each = (column: Float64Array): Float64Array =>
    column.map((value, cell) => (cell % panel.weeks.length > after ? change(value) : value));
  const observed = Object.fromEntries(Object.entries(panel.observed).map(([name, column]) => [name, each(column)]));
  return { ...panel, units: each(panel.units), observed };
}
