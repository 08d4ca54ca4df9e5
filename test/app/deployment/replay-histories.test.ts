import { expect, test } from 'vitest';
import { replayHistories } from '../../../src/app/deployment/replay-histories.ts';
import type { HistorySample, WorkflowHistory, WorkflowReplay } from '../../../src/ports/workflow-histories.ts';
import { performed, testApp } from '../../support/app.ts';

test('a sample of every type of workflow is replayed, and those that diverge are named', async () => {
  const wanted: HistorySample[] = [];
  const histories = {
    async *sample(_environment: string, sample: HistorySample): AsyncGenerator<WorkflowHistory> {
      wanted.push(sample);
      if (sample.workflow !== 'regionCycle') return;
      for (const runId of ['r1', 'r2']) {
        yield await Promise.resolve({
          workflow: sample.workflow,
          workflowId: 'cycle/1',
          runId,
          pinned: runId === 'r2',
          events: [],
        });
      }
    },
  };
  const build: WorkflowReplay = {
    buildId: 'b1',
    async *replay(all) {
      for await (const { events: _, ...one } of all) {
        yield one.runId === 'r2' ? { ...one, divergence: 'another activity' } : one;
      }
    },
  };
  const app = testApp({ orchestration: { histories }, openReplay: () => Promise.resolve(build) });
  const since = '2026-01-05T06:00:00.000Z';
  const answer = await performed(replayHistories, app, { environment: 'prod', since, most: 2 });
  expect(answer).toMatchObject({
    ...{ buildId: 'b1', replayed: { regionCycle: 2, promotion: 0 } },
    divergences: [
      { workflow: 'regionCycle', workflowId: 'cycle/1', runId: 'r2', pinned: true, divergence: 'another activity' },
    ],
  });
  expect(wanted).toHaveLength(7);
  expect(wanted[0]).toMatchObject({ since, most: 2 });
});
