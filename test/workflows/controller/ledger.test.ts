import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { nextBatch } from '../../../src/workflows/controller/coalesce.ts';
import { TriggerLedger } from '../../../src/workflows/controller/ledger.ts';

const at = '2026-11-21T06:00:00.000Z';
const trigger = (id: string, cutoff?: string): Trigger => ({
  id,
  cause: 'request',
  requestedBy: 'ann',
  ...(cutoff === undefined ? {} : { cutoff }),
});
const states = (ledger: TriggerLedger): Record<string, string> =>
  Object.fromEntries(ledger.entries().map((entry) => [entry.trigger.id, entry.state]));

describe('trigger ledger', () => {
  test('a second delivery of a trigger counts once, while it waits, runs and has ended', () => {
    const ledger = new TriggerLedger();
    const [one] = [trigger('1')];
    expect(ledger.accept(one, at)).toBe(true);
    expect(ledger.accept(one, at)).toBe(false);
    ledger.start([one], 'cycle/1');
    expect(ledger.accept(one, at)).toBe(false);
    ledger.end([one]);
    expect(ledger.accept(one, at)).toBe(false);
    expect(states(ledger)).toEqual({ 1: 'ran' });
  });

  test('the first trigger of a cycle ran it, the others were merged into it', () => {
    const ledger = new TriggerLedger();
    for (const id of ['1', '2', '3']) ledger.accept(trigger(id), at);
    ledger.start([trigger('1'), trigger('3')], 'cycle/1');
    ledger.end([trigger('1'), trigger('3')]);
    expect(states(ledger)).toEqual({ 2: 'pending', 1: 'ran', 3: 'merged' });
    expect(ledger.entries().find((entry) => entry.trigger.id === '3')?.cycleId).toBe('cycle/1');
  });

  test('a trigger whose cycle failed has run; one that never got a cycle has failed, with the reason', () => {
    const ledger = new TriggerLedger();
    ledger.accept(trigger('1'), at);
    ledger.start([trigger('1')], 'cycle/1');
    ledger.end([trigger('1')], 'no sales');
    ledger.accept(trigger('2'), at);
    ledger.end([trigger('2')], 'no landing folder');
    expect(states(ledger)).toEqual({ 1: 'ran', 2: 'failed' });
    expect(ledger.entries().map(({ failure }) => failure)).toEqual(['no sales', 'no landing folder']);
  });

  test('what is carried on is the same ledger', () => {
    const ledger = new TriggerLedger();
    for (const id of ['1', '2']) ledger.accept(trigger(id), at);
    ledger.start([trigger('1')], 'cycle/1');
    expect(new TriggerLedger(structuredClone(ledger.state())).entries()).toEqual(ledger.entries());
  });

  test('law: every accepted trigger ends in exactly one cycle, whatever the order of deliveries and cycles', () => {
    const weeks = ['2026-11-02', '2026-11-09', undefined] as const;
    const delivery = fc.record({ id: fc.integer({ min: 0, max: 12 }), cutoff: fc.constantFrom(...weeks) });
    const step = fc.oneof(delivery, fc.constant('cycle' as const), fc.constant('continue as new' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let ledger = new TriggerLedger();
        const accepted = new Set<string>();
        const answered = new Map<string, number>();
        const runCycle = (): boolean => {
          const batch = nextBatch(ledger.pending(), { latest: '2026-11-16' });
          if (!batch) return false;
          ledger.start(batch.triggers, `cycle/${answered.size}`);
          for (const { trigger: ended } of ledger.end(batch.triggers)) {
            answered.set(ended.id, (answered.get(ended.id) ?? 0) + 1);
          }
          return true;
        };
        for (const one of steps) {
          if (one === 'cycle') runCycle();
          else if (one === 'continue as new') ledger = new TriggerLedger(structuredClone(ledger.state()));
          else if (ledger.accept(trigger(String(one.id), one.cutoff), at)) accepted.add(String(one.id));
        }
        while (runCycle());
        expect([...answered.keys()].sort()).toEqual([...accepted].sort());
        expect([...answered.values()].every((count) => count === 1)).toBe(true);
      }),
    );
  });
});

describe('the next batch', () => {
  const pending = (...triggers: Trigger[]) =>
    triggers.map((one) => ({ trigger: one, acceptedAt: at, state: 'pending' as const }));

  test('is the earliest cutoff asked for, with every trigger for it in the order of arrival', () => {
    const batch = nextBatch(
      pending(trigger('a', '2026-11-16'), trigger('b', '2026-11-09'), trigger('c', '2026-11-09')),
      {},
    );
    expect(batch).toEqual({ cutoff: '2026-11-09', triggers: [trigger('b', '2026-11-09'), trigger('c', '2026-11-09')] });
  });

  test('takes a trigger without a cutoff for the latest week', () => {
    const batch = nextBatch(pending(trigger('a'), trigger('b', '2026-11-16')), { latest: '2026-11-16' });
    expect(batch?.triggers.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('is none where nothing waits', () => {
    expect(nextBatch([], { latest: '2026-11-16' })).toBeUndefined();
  });
});
