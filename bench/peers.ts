/**
 * Our speed compared with that of scikit-learn and Keras, on the same rows, folds, architecture and epochs:
 *
 *   npm run bench:peers [-- --runs=3] [--only=lasso,network,cycle] [--all-segments] [--json]
 *
 * Each run is a process of its own, ours and theirs in turn; medians are compared. Ours computes on one math thread a process, as
 * in production, theirs on all cores. Times leave out starting, importing and reading, and take in warm-up; for the cycle
 * ours has its child processes' start in it. `cycle` trains and scores two segments of the example, or all eight.
 * The last line is JSON, with `--json` all of standard output; the exit code is 1 where a target is missed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { cycleSettings } from './peers/cycle-settings.ts';
import { prepareData } from './peers/data.ts';
import { preparePython } from './peers/environment.ts';
import { oneMathThread, runSide } from './peers/run-side.ts';
import type { SideReport } from './peers/run-side.ts';
import { lassoSettings, networkSettings } from './peers/settings.ts';
import { sayTo } from './support/say-to.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: 'lasso,network,cycle' },
    'all-segments': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const say = sayTo(options.json);
const targets = { lasso: 0.3, network: 0.7, cycle: 0.4 };
const objectiveTarget = 1e-6;

const scripts = join(import.meta.dirname, 'peers');
const python = await preparePython();
const theirs = (script: string, ...args: string[]) => runSide(python, [join(scripts, script), ...args]);
const ours = (script: string, ...args: string[]) =>
  runSide(process.execPath, [join(scripts, script), ...args], oneMathThread);

interface Comparison {
  readonly ratio: number;
  readonly target: number;
  readonly seconds: readonly [ours: number, theirs: number];
  readonly cpuSeconds: readonly [ours: number, theirs: number];
  readonly rssMb: readonly [ours: number, theirs: number];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs both sides in turn. */
async function compare(
  name: string,
  target: number,
  runOurs: () => Promise<SideReport>,
  runTheirs: (ourRun: SideReport) => Promise<SideReport>,
): Promise<{ readonly comparison: Comparison; readonly runs: readonly (readonly [SideReport, SideReport])[] }> {
  const runs: (readonly [SideReport, SideReport])[] = [];
  for (let run = 0; run < Number(options.runs); run++) {
    const ourRun = await runOurs();
    runs.push([ourRun, await runTheirs(ourRun)]);
  }
  const medians = (figure: 'seconds' | 'cpuSeconds' | 'rssMb') =>
    [median(runs.map(([a]) => a[figure])), median(runs.map(([, b]) => b[figure]))] as const;
  const [seconds, cpuSeconds, rssMb] = [medians('seconds'), medians('cpuSeconds'), medians('rssMb')];
  const ratio = seconds[0] / seconds[1];
  const pair = (values: readonly [number, number], digits: number) =>
    values.map((value) => value.toFixed(digits).padStart(7)).join(' /');
  say(
    `${name.padEnd(20)} ${pair(seconds, 2)} s   CPU ${pair(cpuSeconds, 2)} s   RSS ${pair(rssMb, 0)} MB   ratio ${ratio.toFixed(2)}, ` +
      `${ratio <= target ? 'within' : 'ABOVE'} ${target}`,
  );
  return { comparison: { ratio, target, seconds, cpuSeconds, rssMb }, runs };
}

async function compareLasso(): Promise<Comparison & { readonly objectiveAboveOptimum: number }> {
  const data = await prepareData();
  const settings = JSON.stringify(lassoSettings);
  const { comparison, runs } = await compare(
    'lasso 200,000 × 100',
    targets.lasso,
    () => ours('ours-lasso.ts', data, settings),
    (ourRun) => theirs('theirs_lasso.py', data, settings, JSON.stringify(ourRun)),
  );
  const { optimumAtOurs, objectiveOfOurs } = runs[0]![1] as unknown as Record<string, number>;
  const objectiveAboveOptimum = objectiveOfOurs! - optimumAtOurs!;
  say(`  objective ${objectiveAboveOptimum.toExponential(1)} above its optimum`);
  return { ...comparison, objectiveAboveOptimum };
}

async function compareNetwork(batchSize: number): Promise<Comparison> {
  const data = await prepareData();
  const settings = JSON.stringify(networkSettings(batchSize));
  const run = (side: typeof ours, script: string) => () => side(script, data, settings);
  const name = `network, batch ${batchSize}`;
  return (await compare(name, targets.network, run(ours, 'ours-network.ts'), run(theirs, 'theirs_network.py')))
    .comparison;
}

async function compareCycle(): Promise<Comparison & { readonly mapes: unknown }> {
  const project = fileURLToPath(new URL('../examples/orange-juice', import.meta.url));
  if (!existsSync(project)) throw new Error(`${project} is missing: the cycle is that of the example`);
  const settings = cycleSettings(project, options['all-segments'] ? 8 : 2);
  const text = JSON.stringify(settings);
  const trainOurs = async (): Promise<SideReport> => {
    const started = performance.now();
    const trained: SideReport[] = [];
    // As the workers of a cycle: segments at the same time, two jobs at once, first come, first served.
    const waiting = settings.segments.flatMap((_, segment) =>
      ['lasso', 'network'].map((member) => ({ segment, member })),
    );
    const work = async (): Promise<void> => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        trained.push(await ours('ours-member.ts', text, `${job.segment}`, job.member));
      }
    };
    await Promise.all([work(), work()]);
    const largest = trained.map((report) => report.rssMb).sort((x, y) => y - x);
    const rssMb = largest.slice(0, 2).reduce((sum, megabytes) => sum + megabytes, 0);
    return {
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: trained.reduce((sum, report) => sum + report.cpuSeconds, 0),
      rssMb,
      mapes: trained.map(({ mape }) => mape),
    };
  };
  const name = `cycle, ${settings.segments.length} segments`;
  const { comparison, runs } = await compare(name, targets.cycle, trainOurs, () => theirs('theirs_cycle.py', text));
  const [first] = runs;
  return { ...comparison, mapes: { ours: first![0]['mapes'], theirs: first![1]['mape'] } };
}

const wanted = options.only.split(',');
say('ours / theirs, medians');
const lasso = wanted.includes('lasso') ? await compareLasso() : undefined;
const network = wanted.includes('network')
  ? { batch256: await compareNetwork(256), batch4096: await compareNetwork(4096) }
  : undefined;
const cycle = wanted.includes('cycle') ? await compareCycle() : undefined;
process.stdout.write(`${JSON.stringify({ lasso, network, cycle })}\n`);
const compared = [lasso, network?.batch256, network?.batch4096, cycle].filter((part) => part !== undefined);
const missed = compared.some(({ ratio, target }) => ratio > target);
process.exitCode = missed || (lasso && lasso.objectiveAboveOptimum > objectiveTarget) ? 1 : 0;
