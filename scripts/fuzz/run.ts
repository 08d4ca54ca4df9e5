import fc from 'fast-check';
import { routes, type OfferedName } from '../../src/api/route-table.ts';
import type { PreparedState } from './prepared-state.ts';
import { FuzzTally, type FuzzReport } from './report.ts';
import { requestsTo } from './requests.ts';
import { send } from './send.ts';

/** Of the requests that the others get. */
const shares: { readonly [Name in OfferedName]?: number } = {
  // Starts a process each time.
  'forecasts.file': 0.1,
  // Read the whole trail, in which every command of the run is.
  'audit.verify': 0.1,
  'audit.export': 0.1,
  // What is taken back has to have been retired before.
  'models.unretire': 0.5,
};

/** Requests that are under way together: what starts processes or asks the registry leaves time for others. */
const atATime = 6;

/** Requests between two reports. */
const requestsOfReport = 2000;

/**
 * Sends requests to operations in turn, some at a time, as many as are wanted in all.
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
  const weights = asked.map(({ name }) => shares[name] ?? 1);
  const unit = requests / weights.reduce((sum, weight) => sum + weight, 0);
  const queues = asked.map((route, index) =>
    fc.sample(requestsTo(route, known, callers), { numRuns: Math.ceil(unit * weights[index]!), seed: seed + index }),
  );
  const waiting = inTurns(queues);
  let [sent, reported] = [0, 0];
  const lane = async (): Promise<void> => {
    for (const request of waiting) {
      tally.add(request, await send(server, request));
      sent += 1;
      if (sent < reported + requestsOfReport) continue;
      reported = sent;
      onReport(tally.report(seed));
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return tally.report(seed);
}

/** One of each queue after the other, of shorter ones now and then: what one does, the others meet. */
function* inTurns<One>(queues: readonly (readonly One[])[]): Generator<One> {
  const longest = Math.max(...queues.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const queue of queues) {
      const [from, to] = [turn, turn + 1].map((one) => Math.floor((one * queue.length) / longest));
      yield* queue.slice(from, to);
    }
  }
}
