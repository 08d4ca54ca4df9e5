import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { connectEnvironments } from '../src/composition/connect-environments.ts';
import { ShelfcastProcess, shelfcast } from '../test/support/shelfcast-process.ts';
import { createSmallProject } from '../test/support/small-project.ts';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Records the history of each kind of workflow for `test/workflows/replay.test.ts`, from cycles of a small project on the embedded
 * stack: `record-histories.ts [--release NAME] [--output FOLDER]`. Files are `<workflow>-<release>.json`, with a number where each run counts.
 */
const { values } = parseArgs({
  options: {
    release: { type: 'string', default: version },
    output: { type: 'string', default: fileURLToPath(new URL('../test/workflows/histories', import.meta.url)) },
  },
});

interface Recorded {
  /** Whose cycles lead to one. */
  readonly environment: 'dev' | 'prod' | 'live';
  /** Every run of it, oldest first, rather than the longest: how each began and ended matters. */
  readonly everyRun?: boolean;
}

/** Kinds of workflows. */
const recorded: Readonly<Record<string, Recorded>> = {
  regionController: { environment: 'dev', everyRun: true },
  regionCycle: { environment: 'dev', everyRun: true },
  segmentTraining: { environment: 'dev' },
  promotion: { environment: 'prod' },
  modelAdoption: { environment: 'live' },
  weeklyTick: { environment: 'dev' },
  sourceWatch: { environment: 'dev' },
};

const directory = await mkdtemp(join(tmpdir(), 'shelfcast-histories-'));
const config = `
  schedule: { weekday: 'monday', time: '06:00' },
  watch: { everySeconds: 3600, stableSeconds: 0 },
  environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' }, live: { promotion: 'automatic' } },
  gate: { maxMape: 9, championTolerance: 9, maxLevelFactor: 99, mustBeatBaseline: false },
`;
const project = await createSmallProject({ directory, config });
const stack = new ShelfcastProcess(['dev', '-p', directory, '--region', 'north']);
try {
  await stack.says(/The stack keeps running/);
  // A second cycle, with one segment retrained on another week; and one in prod, where a person decides.
  await project.deliverWeek(1);
  for (const environment of ['dev', 'prod'])
    await command('request', '--env', environment, '--region', 'north', '--retrain', 'large/fast', '--wait');
  await command('approve', 'north/large/fast', '--env', 'prod', '--reason', 'better than the average');
  await command('models', 'promote', 'north/large/fast', '--from', 'dev', '--to', 'live', '--reason', 'good in dev');
  await command('rollback', 'north/large/fast', '--env', 'dev', '--reason', 'orders too small');
  await command('request', '--env', 'dev', '--region', 'north', '--retrain', 'none', '--wait');
  // A cycle that a person ends.
  await command('request', '--env', 'dev', '--region', 'north', '--retrain', 'all');
  await cancelCycle('north');
  await command('pause', '--env', 'dev', '--region', 'north', '--reason', 'stock-taking');
  await command('resume', '--env', 'dev', '--region', 'north');
  const temporal = await connectEnvironments(join(directory, '.shelfcast'));
  await strike(temporal.clientOf('dev'));
  await mkdir(resolve(values.output), { recursive: true });
  for (const [workflow, { environment, everyRun }] of Object.entries(recorded))
    await record(temporal.clientOf(environment), workflow, everyRun ?? false);
  await temporal.close();
} finally {
  stack.child.kill('SIGINT');
  await stack.ended;
  await rm(directory, { recursive: true, force: true });
}

/** Runs a command on the project; fails where it does. */
async function command(...words: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await shelfcast(...words, '-p', directory);
  if (exitCode !== 0) throw new Error(`${words.join(' ')} failed: ${stdout}${stderr}`);
}

/** Cancels the cycle of a region, which is about to start. */
async function cancelCycle(region: string): Promise<void> {
  for (let left = 60; ; left -= 1) {
    const { exitCode, stderr } = await shelfcast('cancel', region, '-p', directory, '--reason', 'wrong files');
    if (exitCode === 0) return;
    if (left === 0) throw new Error(`the cycle was not cancelled: ${stderr}`);
    await new Promise((again) => setTimeout(again, 500));
  }
}

/** Has every Schedule act now, and waits for what it started. */
async function strike(client: Client): Promise<void> {
  for await (const { scheduleId } of client.schedule.list()) {
    const schedule = client.schedule.getHandle(scheduleId);
    await schedule.trigger();
    let started: string | undefined;
    while (started === undefined) {
      await new Promise((again) => setTimeout(again, 500));
      const { action } = (await schedule.describe()).info.recentActions.at(-1) ?? {};
      if (action?.type === 'startWorkflow') started = action.workflow.workflowId;
    }
    await client.workflow.getHandle(started).result();
  }
}

/** Writes the longest history of a kind, in which most has happened, or all that have ended, and the one that runs. */
async function record(client: Client, workflow: string, everyRun: boolean): Promise<void> {
  const histories: { readonly length: number; readonly text: string }[] = [];
  const runs = await Array.fromAsync(client.workflow.list({ query: `WorkflowType = "${workflow}"` }));
  for (const { workflowId, runId } of runs
    .filter(isOfNorth)
    .toSorted((a, b) => Number(a.startTime) - Number(b.startTime))) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    // Replay hands workflows the id they had.
    const told = { workflow, workflowId, history: JSON.parse(JSON.stringify(history)) as unknown };
    histories.push({
      length: history.events?.length ?? 0,
      text: JSON.stringify(withoutTraces(told), undefined, 1),
    });
  }
  const [longest] = histories.toSorted((a, b) => b.length - a.length);
  if (!longest) throw new Error(`no ${workflow} ran; have the steps above start one`);
  for (const [index, { length, text }] of (everyRun ? histories : [longest]).entries()) {
    const file = `${workflow}-${values.release}${everyRun ? `-${index + 1}` : ''}.json`;
    await writeFile(join(resolve(values.output), file), `${text}\n`);
    process.stdout.write(`${file}: ${length} events\n`);
  }
}

/** Schedules of every region act in the end, too late for the other region's cycles to get anywhere. */
function isOfNorth({ workflowId }: { readonly workflowId: string }): boolean {
  return !workflowId.includes('/south');
}

/** The same without what identifies this machine: names of workers and of the person, folders. Payloads are base64. */
function withoutTraces(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutTraces(one));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutTraces(part, name)]));
  }
  if (typeof value !== 'string') return value;
  if (key === 'identity') return 'recorded';
  if (key === 'data') return Buffer.from(cleaned(Buffer.from(value, 'base64').toString())).toString('base64');
  return cleaned(value);
}

function cleaned(text: string): string {
  return text
    .replaceAll(directory, '/project')
    .replaceAll(hostname(), 'host')
    .replaceAll(new RegExp(`\\b${userInfo().username}\\b`, 'g'), 'ann');
}
