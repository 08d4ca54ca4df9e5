import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countCycles, countTriggers } from '../../../scripts/chaos/books.ts';
import { OwnLog } from '../../../scripts/chaos/own-log.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const trigger = (id: string): Trigger => ({ id, cause: 'data', requestedBy: 'chaos' });
const at = (seconds: number): Date => new Date(1_760_000_000_000 + 1000 * seconds);
const cycle = (number: number, status: string, ids: readonly string[], closed: Date | null = at(10 * number + 5)) => ({
  id: `cycle/dev/north/2025-10-06/${number}`,
  region: 'north',
  status,
  triggers: ids.map((id) => ({ id })),
  opened_at: at(10 * number),
  closed_at: closed,
});

test('lost and doubled are counted from what the sender has in its own log', async () => {
  const log = new OwnLog(join(await temporaryDirectory(), 'sender.jsonl'));
  for (const id of ['ran', 'merged', 'failed', 'forgotten', 'twice', 'unanswered']) log.sending('north', trigger(id));
  for (const id of ['ran', 'merged', 'failed', 'forgotten', 'twice']) log.acknowledged('north', trigger(id));
  const ended = { acceptedAt: '', cycleId: 'cycle/dev/north/2025-10-06/1' };
  const registry = {
    triggers: () =>
      Promise.resolve([
        { ...ended, trigger: trigger('ran'), state: 'ran' },
        { ...ended, trigger: trigger('twice'), state: 'ran' },
        { ...ended, trigger: trigger('merged'), state: 'merged' },
        { ...ended, trigger: trigger('failed'), state: 'ran', failure: 'cancelled' },
        { ...ended, trigger: trigger('of somebody else'), state: 'ran' },
      ]),
  } as unknown as Registry;
  const cycles = [
    cycle(1, 'succeeded', ['ran', 'twice', 'merged']),
    // Asked for again after its cycle had failed, a trigger is in two cycles and has run once.
    cycle(2, 'failed', ['merged', 'failed']),
    cycle(3, 'degraded', ['twice']),
  ];
  expect(await countTriggers(registry, 'dev', log, cycles)).toEqual({
    accepted: 5,
    ran: 2,
    merged: 1,
    lost: 2,
    doubled: 1,
  });
});

test('cycles are troubled unless somebody stopped them, and doubled where they were open at the same time', () => {
  const stop = {
    type: 'regionCycle',
    manner: 'terminated',
    workflowId: 'cycle/dev/north/2025-10-06/2',
    cycleId: 'cycle/dev/north/2025-10-06/2',
    at: at(24).getTime(),
  } as const;
  const cycles = [
    cycle(1, 'succeeded', [], at(12)),
    cycle(2, 'running', [], null),
    cycle(3, 'degraded', [], at(45)),
    cycle(4, 'succeeded', [], at(49)),
  ];
  expect(countCycles(cycles, [stop])).toEqual({ succeeded: 2, troubled: 1, stopped: 1, doubled: 1 });
});
