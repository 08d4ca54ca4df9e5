import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { historyFigures, type HistoryFigures } from '../test/support/history-figures.ts';
import { runActiveRegions } from './overhead/active-regions.ts';
import { OverheadRun } from './overhead/overhead-run.ts';
import { quietRegionWait } from './overhead/quiet-region.ts';

/**
 * What orchestration costs: cycles whose jobs are instant, over a real Temporal server, registry and store. Prints one JSON object:
 * `{perCycleMs, perActivityMs, perCycle, perController, share, idle}`: `perCycle` is what Temporal kept of a cycle and its trainings,
 * `perController` of the controller's run around it.
 *
 * `share` is the time that the example's two regions take with instant jobs, as a share of the time they take with real ones,
 * measured in the same run; `--real-seconds` gives the latter instead of a run of the example. `perCycleMs.processor` is the processor
 * time of all processes for a cycle alone: other load on the machine changes it little.
 *
 * `--active` instead: every region asks for a cycle within one minute, `{active: {cycles, lost, perSecond, workerMb, serverMb,
 * startP95Ms, quietP95Ms, quietP95WithoutFairnessMs}}`. The last two are what a quiet region waits while another floods its queue.
 */
const { values } = parseArgs({
  options: {
    regions: { type: 'string', default: '14' },
    rounds: { type: 'string', default: '5' },
    idle: { type: 'string', default: '1000' },
    'real-seconds': { type: 'string' },
    active: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
/** What starting them left behind is collected meanwhile. */
const idleMs = 15_000;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

if (values.active) {
  const regions = names('region', Number(values.regions));
  say(`${regions.length} regions ask within a minute`);
  const active = await runActiveRegions(regions, say);
  say(`${JSON.stringify(active)}; a quiet region next to one that floods its queue`);
  const quietP95Ms = await quietRegionWait(true);
  const quietP95WithoutFairnessMs = await quietRegionWait(false);
  const report = { active: { ...active, quietP95Ms, quietP95WithoutFairnessMs } };
  process.stdout.write(`${JSON.stringify(report, undefined, values.json ? undefined : 2)}\n`);
  process.exit(0);
}

const regions = names('region', Number(values.regions));
const idleRegions = names('idle', Number(values.idle));
const rounds = Number(values.rounds);

say(`starting Temporal, a registry and a worker for ${regions.length} regions of 4 segments`);
const run = await OverheadRun.start({ regions: [...regions, ...idleRegions] });
try {
  await run.cycles(regions);
  const single = await repeat(rounds, () => run.cycles(regions.slice(0, 1)));
  const pair = await repeat(rounds, () => run.cycles(regions.slice(0, 2)));
  const all = await repeat(rounds, () => run.cycles(regions));
  say(`one region ${text(single)}, two at once ${text(pair)}, ${regions.length} at once ${text(all)}`);

  const figures = await Promise.all(
    all.flatMap(({ cycleIds }) => cycleIds).map((cycleId) => historyFigures(run.client, { workflowId: cycleId })),
  );
  const alone = await Promise.all(
    single.flatMap(({ cycleIds }) => cycleIds).map((cycleId) => historyFigures(run.client, { workflowId: cycleId })),
  );
  const runs = await Promise.all(regions.map((region) => run.controllerRuns(region)));
  const controllers = await Promise.all(runs.flat().map((one) => historyFigures(run.client, one, 'regionCycle')));
  const before = run.memory();
  say(`starting ${idleRegions.length} controllers that nobody asks anything of`);
  await run.startIdle(idleRegions);
  await setTimeout(idleMs);
  const after = run.memory();
  const answers = [...(await run.askStatus(idleRegions.slice(0, 200)))].sort((a, b) => a - b);

  const instantSeconds = median(pair.map(({ seconds }) => seconds));
  const realSeconds = Number(values['real-seconds'] ?? (await realCycleSeconds()));
  const report = {
    perCycleMs: {
      alone: round(1000 * median(single.map(({ seconds }) => seconds))),
      processor: round(1000 * median(single.map(({ processorSeconds }) => processorSeconds))),
      [`of${regions.length}AtOnce`]: round((1000 * median(all.map(({ seconds }) => seconds))) / regions.length),
    },
    perActivityMs: {
      alone: round(median(alone.flatMap(({ activityMs }) => activityMs))),
      [`of${regions.length}AtOnce`]: round(median(figures.flatMap(({ activityMs }) => activityMs))),
    },
    perCycle: counts(figures),
    perController: counts(controllers),
    share: round(instantSeconds / realSeconds, 4),
    shareOf: { instantSeconds: round(instantSeconds, 2), realSeconds: round(realSeconds, 1) },
    idle: {
      regions: idleRegions.length,
      workerMb: after.workerMb,
      workerMbBefore: before.workerMb,
      serverMb: after.serverMb,
      serverMbBefore: before.serverMb,
      statusQueryMs: { median: round(median(answers)), p95: round(answers[Math.floor(0.95 * answers.length)] ?? 0) },
    },
  };
  process.stdout.write(`${JSON.stringify(report, undefined, values.json ? undefined : 2)}\n`);
} finally {
  await run.stop();
}

/** A real cycle of the example in a fresh state folder: its seconds, set-up and the start of the stack apart. */
async function realCycleSeconds(): Promise<number> {
  say('running a real cycle of the example');
  const program = fileURLToPath(new URL('./cycle.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program]).catch((error: unknown) => {
    // It exits with 1 where the cycle took longer than its own target, which is not asked here.
    if (error instanceof Error && 'stdout' in error && error.stdout !== '') return { stdout: String(error.stdout) };
    throw error;
  });
  const { seconds } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { seconds: number };
  return seconds;
}

async function repeat<Result>(count: number, once: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index += 1) results.push(await once());
  return results;
}

/** Means, without the times of activities. */
function counts(figures: readonly HistoryFigures[]): Record<string, number> {
  const names = [
    'events',
    'workflowTasks',
    'failedWorkflowTasks',
    'activities',
    'localActivities',
    'children',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, round(mean(figures.map((one) => one[name])))]));
}

function text(runs: readonly { readonly seconds: number }[]): string {
  return runs.map(({ seconds }) => `${seconds.toFixed(2)} s`).join(' / ');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function round(number: number, digits = 1): number {
  return Number(number.toFixed(digits));
}
