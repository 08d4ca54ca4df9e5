import { setTimeout as sleep } from 'node:timers/promises';
import { RequestRefusedError } from '../../src/ports/region-controllers.ts';
import type { Orchestration } from '../../src/ports/orchestration.ts';
import type { ControllerStatus } from '../../src/contracts/messages.ts';
import { registeredModel } from '../../test/support/registered-models.ts';

/**
 * A server of workflows that does what it is asked at once, and never forgets that somebody waits: 100,000 decisions need as many challengers, and the
 * subject is the API. It refuses what controllers refuse: a cancellation where nothing runs.
 */
export function scriptedServer(): Orchestration {
  const { backtest, gate, segment } = registeredModel('fuzz').record;
  const challenger = (version: string) => ({ version, segment, backtest, gate, gatePassed: true });
  const status = (environment: string, region: string): ControllerStatus => ({
    ...{ environment, region, pending: 0, paused: false, doing: 'waiting', cycles: 1 },
  });
  const scripted: { readonly [Port in keyof Orchestration]?: Partial<Orchestration[Port]> } = {
    controllers: {
      requestCycle: (_address, { id }) => Promise.resolve({ triggerId: id, decision: 'queued' }),
      dataChanged: (_address, { id }) => Promise.resolve({ triggerId: id, decision: 'queued' }),
      status: ({ environment, region }) => Promise.resolve(status(environment, region)),
      ledger: () => Promise.resolve([]),
      pause: ({ environment, region }) => Promise.resolve({ ...status(environment, region), paused: true }),
      resume: ({ environment, region }) => Promise.resolve(status(environment, region)),
      cancelCycle: ({ environment, region }) =>
        region === 'north'
          ? Promise.resolve({ cycleId: `cycle/${environment}/${region}/2025-10-06/1` })
          : Promise.reject(new RequestRefusedError({ region, type: 'NothingRuns', reason: 'no cycle runs' })),
      rollback: ({ region }, { format, velocity, version }) =>
        Promise.resolve({ segment: `${region}/${format}/${velocity}`, from: 'a', to: version ?? 'b', triggerId: 't' }),
    },
    promotions: {
      decide: (_promotion, word, decision) =>
        Promise.resolve({ decision: word === 'approve' ? 'promoted' : 'rejected', ...decision }),
      adopt: ({ version, from, to }) =>
        Promise.resolve({
          ...{ decision: 'judged', reason: 'dry run', from, to, policy: 'manual', challenger: challenger(version) },
          dataset: { version: 'd', cutoff: '2025-10-06' },
        }),
    },
    schedules: { list: () => Promise.resolve([]), environments: () => Promise.resolve(['dev', 'prod']) },
    deployments: { versions: () => Promise.resolve([]) },
    progress: {
      look: async (_target, before) => {
        await sleep(0);
        return { ...before, stage: 'done' };
      },
      stage: () => Promise.resolve(undefined),
    },
  };
  return scripted as Orchestration;
}
