import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployCheck } from '../check.ts';
import { cycleTraces } from '../telemetry/cycle-traces.ts';
import { withObservedStack } from '../telemetry/observed-stack.ts';
import { requireDevServer } from '../tools.ts';

/** What each cycle's trace has to hold, from the sender to the process of a job. */
const wanted = [
  'UpdateWithStartWorkflow:requestCycle',
  'HandleUpdate:requestCycle',
  'StartChildWorkflow:regionCycle',
  'RunWorkflow:regionCycle',
  'RunActivity:ingestSource',
  'RunJob:ingest-source',
];

export const traces: DeployCheck = {
  what: 'two cycles on a real stack, their spans received by a collector: one trace a cycle, from request to job',
  run: () => {
    requireDevServer();
    return withObservedStack(async ({ spans, nextWeek }) => {
      await nextWeek();
      // A controller's span ends with its run, soon after the cycle.
      const deadline = Date.now() + 30_000;
      let found = cycleTraces(spans());
      while ((found.length < 2 || found.some(({ orphans }) => orphans.length > 0)) && Date.now() < deadline) {
        await sleep(500);
        found = cycleTraces(spans());
      }
      const faults = found.flatMap(({ cycleId, spans: own, orphans, strays }) => {
        const names = new Set(own.map(({ name }) => name));
        const missing = wanted.filter((name) => !names.has(name));
        return [
          ...(missing.length > 0 ? [`the trace of ${cycleId} lacks ${missing.join(', ')}`] : []),
          ...orphans.map(({ name }) => `${name} of ${cycleId} has a parent that never came`),
          ...strays.map(({ name }) => `${name} of ${cycleId} is in another trace`),
        ];
      });
      if (found.length !== 2) faults.push(`there are traces of ${found.length} cycles`);
      if (new Set(found.map(({ traceId }) => traceId)).size !== found.length) faults.push('cycles share a trace');
      if (faults.length > 0) throw new Error(faults.join('; '));
      return {
        spans: found.reduce((sum, { spans: own }) => sum + own.length, 0),
        traces: found.length,
        orphans: 0,
      };
    });
  },
};
