import fc from 'fast-check';
import { routes, type OfferedName } from '../../src/api/route-table.ts';
import type { PreparedState } from './prepared-state.ts';
import { FuzzTally, type FuzzReport } from './report.ts';
import { requestsTo } from './requests.ts';
import { send } from './send.ts';

/** Operations that start a process for each request, and so get fewer. */
const slow: ReadonlySet<OfferedName> = new Set(['forecasts.file']);
const shareOfSlow = 0.1;

/** Requests to each operation between two reports. */
const turnsOfReport = 50;

/**
 * Sends requests to operations in turn, as many as are wanted in all.
 *
 * @param only to these operations. Default: to every one
 * @param onReport what has been found so far, now and then
 */
export async function fuzz(
  { server, known, callers }: PreparedState,
  { requests, seed, only }: { readonly requests: number; readonly seed: number; readonly only?: readonly string[] },
  onReport: (report: FuzzReport) => void = () => undefined,
): Promise<FuzzReport> {
  const tally = new FuzzTally();
  const asked = routes.filter(({ name }) => only?.includes(name) ?? true);
  const weights = asked.map(({ name }) => (slow.has(name) ? shareOfSlow : 1));
  const unit = requests / weights.reduce((sum, weight) => sum + weight, 0);
  const queues = asked.map((route, index) =>
    fc.sample(requestsTo(route, known, callers), { numRuns: Math.ceil(unit * weights[index]!), seed: seed + index }),
  );
  // One of each after the other: what one does, the others meet.
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn += 1) {
    for (const queue of queues) {
      const request = queue[turn];
      if (request) tally.add(request, await send(server, request));
    }
    if (turn % turnsOfReport === turnsOfReport - 1) onReport(tally.report(seed));
  }
  return tally.report(seed);
}
