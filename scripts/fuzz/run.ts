import fc from 'fast-check';
import { routes, type OfferedName } from '../../src/api/route-table.ts';
import type { PreparedState } from './prepared-state.ts';
import { FuzzTally, type FuzzReport } from './report.ts';
import { requestsTo } from './requests.ts';
import { send } from './send.ts';

/** Operations that start a process for each request, and so get fewer. */
const slow: ReadonlySet<OfferedName> = new Set([
  ...(['models.explain', 'datasets.diff', 'datasets.measure-drift'] as const),
  ...(['forecasts.what-if', 'forecasts.score', 'models.compare'] as const),
]);
const shareOfSlow = 0.02;

/** Sends requests to every operation in turn, as many as are wanted in all. */
export async function fuzz(
  { server, known, callers }: PreparedState,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<FuzzReport> {
  const tally = new FuzzTally();
  const weights = routes.map(({ name }) => (slow.has(name) ? shareOfSlow : 1));
  const unit = requests / weights.reduce((sum, weight) => sum + weight, 0);
  const queues = routes.map((route, index) => {
    const count = Math.max(1, Math.round(unit * weights[index]!));
    return fc.sample(requestsTo(route, known, callers), { numRuns: count, seed: seed + index });
  });
  // One of each after the other: what one does, the others meet.
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn += 1) {
    for (const queue of queues) {
      const request = queue[turn];
      if (request) tally.add(request, await send(server, request));
    }
  }
  return tally.report(seed);
}
