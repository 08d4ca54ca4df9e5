import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/contracts/trigger.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 6, minute)).toISOString();
const waits = (id: string, minute = 0): LedgerEntry => ({
  ...{ trigger: { id, cause: 'request', requestedBy: 'ann' }, acceptedAt: at(minute), state: 'pending' },
});
const runs = (id: string, minute = 0): LedgerEntry => ({ ...waits(id, minute), state: 'running', cycleId: 'cycle/1' });
const ran = (id: string, minute = 0): LedgerEntry => ({ ...runs(id, minute), state: 'ran' });
const failed = (id: string, minute = 0): LedgerEntry => ({ ...ran(id, minute), failure: 'no sales' });

describe('the triggers of a controller in the registry', () => {
  let database: TestRegistry;
  let registry: Registry;
  let controller = '';
  let tests = 0;
  const open = () => registry.openTriggers(controller);
  const ended = () => registry.triggers(controller);

  beforeAll(async () => {
    database = await startTestRegistry();
    ({ registry } = database);
  });
  afterAll(() => database.stop());
  beforeEach(() => {
    controller = `region/dev/${(tests += 1)}`;
  });

  test('are open until they end, in the order they were taken', async () => {
    expect(await registry.acceptTriggers(controller, [waits('b', 2), waits('a', 1)])).toEqual([]);
    await registry.recordTriggers(controller, [runs('a', 1)]);
    expect(await open()).toEqual([runs('a', 1), waits('b', 2)]);
    await registry.recordTriggers(controller, [ran('a', 1)]);
    expect([await open(), await ended()]).toEqual([[waits('b', 2)], [ran('a', 1)]]);
  });

  test('a trigger that ended well is not taken again', async () => {
    await registry.recordTriggers(controller, [ran('a')]);
    expect(await registry.acceptTriggers(controller, [waits('a', 5), waits('b', 5)])).toEqual(['a']);
    expect([await open(), await ended()]).toEqual([[waits('b', 5)], [ran('a')]]);
  });

  test('a trigger that failed is taken again; its second end counts', async () => {
    await registry.recordTriggers(controller, [failed('a')]);
    expect(await registry.acceptTriggers(controller, [waits('a', 5)])).toEqual([]);
    expect(await open()).toEqual([waits('a', 5)]);
    await registry.recordTriggers(controller, [ran('a', 5)]);
    expect(await registry.acceptTriggers(controller, [waits('a', 9)])).toEqual(['a']);
  });

  test('an end that comes after the trigger was asked for again does not end that request', async () => {
    await registry.recordTriggers(controller, [runs('a')]);
    await registry.acceptTriggers(controller, [waits('a', 5)]);
    await registry.recordTriggers(controller, [failed('a')]);
    expect(await open()).toEqual([waits('a', 5)]);
  });

  test('an assignment that comes after the end undoes nothing', async () => {
    await registry.recordTriggers(controller, [ran('a')]);
    await registry.recordTriggers(controller, [runs('a')]);
    expect([await open(), await ended()]).toEqual([[], [ran('a')]]);
  });

  test('a trigger that was refused does not wait, whether it was written before it was withdrawn or after', async () => {
    await registry.acceptTriggers(controller, [waits('before')]);
    await registry.withdrawTriggers(controller, [waits('before'), waits('after')]);
    await registry.acceptTriggers(controller, [waits('after')]);
    expect([await open(), await ended()]).toEqual([[], []]);
  });

  test('a trigger that was refused and sent again waits, whichever is written first', async () => {
    await registry.withdrawTriggers(controller, [waits('a')]);
    await registry.acceptTriggers(controller, [waits('a', 5), waits('b', 5)]);
    await registry.withdrawTriggers(controller, [waits('b')]);
    expect(await open()).toEqual([waits('a', 5), waits('b', 5)]);
  });

  test('a trigger that runs or has ended is not withdrawn', async () => {
    await registry.recordTriggers(controller, [runs('a'), ran('b')]);
    await registry.withdrawTriggers(controller, [waits('a', 5), waits('b', 5)]);
    expect([await open(), await ended()]).toEqual([[runs('a')], [ran('b')]]);
  });
});
