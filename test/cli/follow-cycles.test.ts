import { expect, test } from 'vitest';
import { targetOf } from '../../src/cli/follow-cycles.ts';
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
