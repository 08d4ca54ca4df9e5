import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { targetOf, targetsOf } from '../../src/cli/follow-cycles.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { RequestRefusedError, type RegionControllers } from '../../src/ports/region-controllers.ts';
import { refusalMessage } from '../support/refusal-message.ts';

const address = { environment: 'dev', region: 'north' };
const trigger = { id: 't1', cause: 'request', requestedBy: 'ann' } as const;
const idle = { ...address, pending: 0, paused: false, cycles: 0, doing: 'waits for a trigger' };

const controllers = (running?: string, refused?: Error): Pick<RegionControllers, 'status' | 'requestCycle'> => ({
  status: () => Promise.resolve({ ...idle, ...(running === undefined ? {} : { running }) }),
  requestCycle: () =>
    refused ? Promise.reject(refused) : Promise.resolve({ triggerId: trigger.id, decision: 'queued' as const }),
});

test('a cycle that is under way is followed; otherwise the one that answers the trigger', async () => {
  expect(await targetOf(controllers('cycle/1'), address, trigger)).toEqual({ ...address, cycleId: 'cycle/1' });
  expect(await targetOf(controllers(), address, trigger)).toEqual({ ...address, triggerId: 't1' });
});

test('a trigger that a controller does not take is a refusal, with its exit code', async () => {
  const full = new RequestRefusedError({ region: 'north', type: 'LedgerFull', reason: 'the ledger is full' });
  const asked = () => targetOf(controllers(undefined, full), address, trigger);
  expect(await refusalMessage(asked)).toBe('RequestRefusedError: north: the ledger is full');
  expect(exitCodeOf(await asked().catch((error: unknown) => error))).toBe(2);
});

test('regions are asked four at a time; one whose controller cannot keep a trigger is asked again with the same', async () => {
  const addresses = Array.from({ length: 10 }, (_, region) => ({ environment: 'dev', region: `r${region}` }));
  const away = new RequestRefusedError({ region: 'r7', type: 'Unavailable', reason: 'the registry does not answer' });
  const asked: string[] = [];
  let [now, most] = [0, 0];
  const busy: Pick<RegionControllers, 'status' | 'requestCycle'> = {
    status: () => Promise.resolve(undefined),
    requestCycle: async ({ region }, { id }) => {
      most = Math.max(most, (now += 1));
      await setTimeout(1);
      now -= 1;
      asked.push(region);
      if (region === 'r7' && asked.filter((one) => one === 'r7').length < 3) throw away;
      return { triggerId: id, decision: 'queued' };
    },
  };
  const { signal } = new AbortController();
  const again = { forMs: 1e9, everyMs: 1 };
  expect(await targetsOf(busy, addresses, trigger, signal, again)).toEqual(
    addresses.map((one) => ({ ...one, triggerId: 't1' })),
  );
  expect(asked).toHaveLength(12);
  expect(most).toBe(4);
  const gone = targetsOf(controllers(undefined, away), addresses, trigger, signal, { forMs: -1, everyMs: 1 });
  expect(exitCodeOf(await gone.catch((error: unknown) => error))).toBe(2);
  const full = new RequestRefusedError({ region: 'r1', type: 'LedgerFull', reason: 'the ledger is full' });
  const refused = () =>
    targetsOf(controllers(undefined, full), addresses, trigger, signal, { forMs: 1e9, everyMs: 1e9 });
  expect(await refusalMessage(refused)).toBe('RequestRefusedError: r1: the ledger is full');
});
