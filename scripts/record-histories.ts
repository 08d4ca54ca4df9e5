import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { connectEnvironments } from '../src/composition/connect-environments.ts';
import { ShelfcastProcess, shelfcast } from '../test/support/shelfcast-process.ts';
import { createSmallProject } from '../test/support/small-project.ts';

/**
 * Records the history of each kind of workflow for `test/workflows/replay.test.ts`, from cycles of a small project on the embedded
 * stack: `record-histories.ts [--release NAME] [--output FOLDER]`. Files are `<workflow>-<release>.json`.
 */
const { values } = parseArgs({
  options: {
    release: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    output: { type: 'string', default: fileURLToPath(new URL('../test/workflows/histories', import.meta.url)) },
  },
});

/** Kinds of workflows, and the environment whose cycles lead to one. */
const recorded: Readonly<Record<string, 'dev' | 'prod' | 'live'>> = {
  regionController: 'dev',
  regionCycle: 'dev',
  segmentTraining: 'dev',
  promotion: 'prod',
  modelAdoption: 'live',
  weeklyTick: 'dev',
  sourceWatch: 'dev',
};

const directory = await mkdtemp(join(tmpdir(), 'shelfcast-histories-'));
const config = `
  schedule: { weekday: 'monday', time: '06:00' },
  watch: { everySeconds: 3600, stableSeconds: 0 },
  environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' }, live: { promotion: 'automatic' } },
`;
const project = await createSmallProject({ directory, config });
const stack = new ShelfcastProcess(['dev', '-p', directory, '--region', 'north']);
try {
  await stack.says(/The stack keeps running/);
  // A second cycle, with one segment retrained; and one in prod, where a person decides.
  for (const environment of ['dev', 'prod']) {
    const asked = ['--region', 'north', '--retrain', 'large/fast', '--wait'];
    const { exitCode, stderr } = await shelfcast('request', '-p', project.directory, '--env', environment, ...asked);
    if (exitCode !== 0) throw new Error(`the cycle in ${environment} failed: ${stderr}`);
  }
  const approved = [
    'north/large/fast',
    '-p',
    project.directory,
    '--env',
    'prod',
    '--reason',
    'better than the average',
  ];
  const approval = await shelfcast('approve', ...approved);
  if (approval.exitCode !== 0) throw new Error(`the approval failed: ${approval.stderr}`);
  const brought = [
    'north/large/fast',
    '-p',
    project.directory,
    '--from',
    'dev',
    '--to',
    'live',
    '--reason',
    'good in dev',
  ];
  const adoption = await shelfcast('models', 'promote', ...brought);
  if (adoption.exitCode !== 0) throw new Error(`the model was not brought to live: ${adoption.stderr}`);
  const temporal = await connectEnvironments(join(directory, '.shelfcast'));
  await strike(temporal.clientOf('dev'));
  await mkdir(resolve(values.output), { recursive: true });
  for (const [workflow, environment] of Object.entries(recorded))
    await record(temporal.clientOf(environment), workflow);
  await temporal.close();
} finally {
  stack.child.kill('SIGINT');
  await stack.ended;
  await rm(directory, { recursive: true, force: true });
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

/** Writes the longest history of a kind: what has happened most in it. */
async function record(client: Client, workflow: string): Promise<void> {
  let longest: { readonly length: number; readonly text: string } | undefined;
  for await (const { workflowId, runId } of client.workflow.list({ query: `WorkflowType = "${workflow}"` })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const length = history.events?.length ?? 0;
    if (length > (longest?.length ?? 0)) {
      // Replay hands workflows the id they had.
      const told = { workflow, workflowId, history: JSON.parse(JSON.stringify(history)) as unknown };
      longest = { length, text: JSON.stringify(withoutTraces(told), undefined, 1) };
    }
  }
  if (!longest) throw new Error(`no ${workflow} ran; have the steps above start one`);
  const file = `${workflow}-${values.release}.json`;
  await writeFile(join(resolve(values.output), file), `${longest.text}\n`);
  process.stdout.write(`${file}: ${longest.length} events\n`);
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
