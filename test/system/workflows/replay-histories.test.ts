import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRegionControllers } from '../../../src/adapters/temporal/region-controllers.ts';
import { createWorkflowHistories } from '../../../src/adapters/temporal/workflow-histories.ts';
import { replayHistories } from '../../../src/app/deployment/replay-histories.ts';
import { replayOf } from '../../../src/composition/workflows/replay-histories.ts';
import type { WorkflowBuild } from '../../../src/composition/workflows/bundle.ts';
import { performed, testApp } from '../../support/app.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { startScriptedControllers, trigger, type ScriptedControllers } from '../../support/scripted-controllers.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';
import { changeRegionCycle, copyWorkflowSources } from '../../support/workflow-sources.ts';

let server: TestWorkflowEnvironment;
let scripted: ScriptedControllers;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  server = await startDevServer();
  scripted = await startScriptedControllers(server);
});
afterAll(async () => {
  await scripted.stop();
  await server.teardown();
});

const build = async (sources?: string): Promise<WorkflowBuild> => {
  const bundle = await bundleWorkflows(sources);
  return { buildId: 'a-build', bundle: bundle };
};

test('runs of a server are replayed by a build, and one that it would continue differently is named', async () => {
  const region = { environment: randomUUID(), region: 'north' };
  const controllers = createRegionControllers(() => server.client);
  await controllers.requestCycle(region, trigger('1'));
  await vi.waitFor(async () => expect(await controllers.ledger(region)).toMatchObject([{ state: 'ran' }]), 90_000);
  const [{ cycleId } = { cycleId: '' }] = (await controllers.ledger(region)) ?? [];
  const histories = createWorkflowHistories(() => server.client);
  const replayedBy = async (one: WorkflowBuild) =>
    performed(
      replayHistories,
      testApp({ orchestration: { histories }, openReplay: () => Promise.resolve(replayOf(one)) }),
      {
        ...{ environment: region.environment, since: new Date(Date.now() - 3_600_000).toISOString(), most: 10 },
      },
    );

  // What is listed lags a little behind what runs.
  await vi.waitFor(async () => {
    expect(await replayedBy(await build())).toMatchObject({
      // Gates decide alone here: nobody waits in a promotion.
      replayed: { regionCycle: 1, segmentTraining: 2, promotion: 0, sourceWatch: 0 },
      divergences: [],
    });
  }, 90_000);

  const sources = await copyWorkflowSources(await temporaryDirectory());
  await changeRegionCycle(sources);
  const { replayed, divergences } = await replayedBy(await build(sources));
  expect(replayed.regionCycle).toBe(1);
  expect(divergences).toMatchObject([{ workflow: 'regionCycle', workflowId: cycleId, pinned: false }]);
  expect(divergences[0]!.divergence).toMatch(/nondeterminism|Nondeterminism/i);
});
