import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporal } from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { spanSinks } from '../../src/composition/telemetry/worker-tracing.ts';
import { changeRegionCycle, copyWorkflowSources } from '../support/workflow-sources.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { bundleWorkflows } from '../support/workflow-bundle.ts';

interface Recorded {
  readonly workflow: string;
  readonly workflowId: string;
  readonly history: Record<string, unknown>;
}

const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string): Recorded => JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Recorded;

/** Replays histories, one after the other in one worker. By file: what went wrong, with the workflow's name before it, or nothing. */
async function faultsOf(
  workflowBundle: WorkflowBundleOption,
  chosen: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const fileOf = new Map<string, string>();
  const histories = chosen.map((file) => {
    const { workflowId, history: recorded } = read(file);
    // The SDK's own reader of such files fails where npm has installed two copies of protobufjs.
    const history = temporal.api.history.v1.History.fromObject(recorded);
    fileOf.set(history.events[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '', file);
    return { workflowId, history };
  });
  // A result names its run alone.
  expect(fileOf.size).toBe(chosen.length);
  const faults = new Map<string, string | undefined>();
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle, sinks: spanSinks }, histories)) {
    const file = fileOf.get(runId)!;
    faults.set(file, error && `${read(file).workflow} (${file}): ${error.name}: ${error.message}`);
  }
  return faults;
}

/** Every workflow that ever ran must be able to continue with the code of today: see docs/architecture.md, "Versions". */
describe('recorded histories', () => {
  let faults: ReadonlyMap<string, string | undefined>;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    faults = await faultsOf(await bundleWorkflows(), files);
  });

  test('there is at least one of every workflow', async () => {
    const exported = Object.keys(await import('../../src/workflows/index.ts')).sort();
    expect([...new Set(files.map((file) => read(file).workflow))].sort()).toEqual(exported);
  });

  // From the first release on: interceptors that come later could break the replay of what has none.
  test.each(files)('%s carries traces', (file) => {
    expect(JSON.stringify(read(file).history)).toContain('"_tracer-data"');
  });

  test.each([
    ['regionController', 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'],
    ['regionController', '"name":"rollback"'],
    ['regionController', '"name":"pause"'],
    ['regionController', '"name":"cancelCycle"'],
    ['regionCycle', 'EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED'],
    ['promotion', '"name":"approve"'],
  ])('a %s is among them with %s', (workflow, event) => {
    const found = files.map(read).filter((one) => one.workflow === workflow);
    expect(found.some(({ history }) => JSON.stringify(history).includes(event))).toBe(true);
  });

  test.each(files)('%s is replayed by the sources as they are', (file) => {
    expect(faults.has(file)).toBe(true);
    expect(faults.get(file)).toBeUndefined();
  });

  test('one that the sources could not have made is found out, by the name of its workflow', async () => {
    const sources = await copyWorkflowSources(await temporaryDirectory());
    await changeRegionCycle(sources);
    const changed = await bundleWorkflows(sources);
    const oneOfEach = new Map(files.map((file) => [read(file).workflow, file]));
    const ofChanged = await faultsOf(changed, [...oneOfEach.values()]);
    expect(ofChanged.size).toBe(oneOfEach.size);
    expect([...ofChanged.values()].filter((fault) => fault !== undefined)).toEqual([
      expect.stringMatching(/^regionCycle \(.*DeterminismViolationError/),
    ]);
  });
});
