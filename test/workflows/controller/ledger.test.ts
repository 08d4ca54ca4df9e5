import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry, Trigger } from '../../../src/contracts/trigger.ts';
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

  test('one that failed may be asked for again, and has one entry', () => {
    const ledger = new TriggerLedger();
    const one = trigger('1');
    ledger.accept(one, at);
    ledger.start([one], 'cycle/1');
    ledger.end([one], 'no sales');
    expect(ledger.accept(one, at)).toBe(true);
    expect(ledger.entries()).toEqual([{ trigger: one, acceptedAt: at, state: 'pending' }]);
    ledger.start([one], 'cycle/2');
    ledger.end([one]);
    expect(ledger.accept(one, at)).toBe(false);
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

  test('many triggers alike are merged while they wait; the first and the latest stay', () => {
    const ledger = new TriggerLedger();
    const ids = Array.from({ length: 80 }, (_, index) => String(index));
    for (const id of ids) ledger.accept(trigger(id), at);
    ledger.accept(trigger('other', '2026-11-09'), at);
    expect(ledger.crowded).toBe(true);
    const merged = ledger.mergeAlike();
    expect(merged).toHaveLength(78);
    expect(merged.every(({ state, mergedInto }) => state === 'merged' && mergedInto === '0')).toBe(true);
    expect(ledger.pending().map((entry) => entry.trigger.id)).toEqual(['0', '79', 'other']);
    expect(ledger.crowded).toBe(false);
    expect(ledger.accept(trigger('40'), at)).toBe(false);
  });

  test('what is carried along stays small, however many triggers have ended', () => {
    let ledger = new TriggerLedger();
    for (let round = 0; round < 100; round += 1) {
      for (let index = 0; index < 60; index += 1) ledger.accept(trigger(`watch/north/${round}/${index}`), at);
      ledger.mergeAlike();
      ledger.end(ledger.pending().map((entry) => entry.trigger));
      ledger = new TriggerLedger(structuredClone(ledger.state()));
    }
    expect(JSON.stringify(ledger.state()).length).toBeLessThan(64 * 1024);
  });

  test('law: every accepted trigger ends once, in a cycle or merged into one that does, again only if it failed, whatever the order of deliveries and cycles', () => {
    const weeks = ['2026-11-02', '2026-11-09', undefined] as const;
    const delivery = fc.record({
      id: fc.integer({ min: 0, max: 12 }),
      cutoff: fc.constantFrom(...weeks),
      // A burst of triggers alike, as from a sender gone wild.
      burst: fc.constantFrom(0, 0, 0, 60),
    });
    const step = fc.oneof(
      delivery,
      ...(['cycle', 'failing cycle', 'merge', 'continue as new'] as const).map((name) => fc.constant(name)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let ledger = new TriggerLedger();
        const accepted = new Set<string>();
        const ended = new Map<string, LedgerEntry>();
        /** Ended with a failure, and not asked for again since. */
        const failed = new Set<string>();
        let cycles = 0;
        let runs = 0;
        const end = (entries: readonly LedgerEntry[]): void => {
          for (const entry of entries) {
            const before = ended.get(entry.trigger.id);
            expect(before === undefined || before.failure !== undefined).toBe(true);
            ended.set(entry.trigger.id, entry);
            if (entry.failure !== undefined) failed.add(entry.trigger.id);
            if (entry.state === 'ran') runs += 1;
          }
        };
        const runCycle = (failure?: string): boolean => {
          const batch = nextBatch(ledger.pending(), { latest: '2026-11-16' });
          if (!batch) return false;
          ledger.start(batch.triggers, `cycle/${(cycles += 1)}`);
          end(ledger.end(batch.triggers, failure));
          return true;
        };
        const deliver = (id: string, cutoff: string | undefined): void => {
          const isNew = !accepted.has(id) || failed.has(id);
          failed.delete(id);
          expect(ledger.accept(trigger(id, cutoff), at)).toBe(isNew);
          accepted.add(id);
        };
        for (const one of steps) {
          if (one === 'cycle') runCycle();
          else if (one === 'failing cycle') runCycle('no sales');
          else if (one === 'merge') end(ledger.mergeAlike());
          else if (one === 'continue as new') ledger = new TriggerLedger(structuredClone(ledger.state()));
          else {
            deliver(String(one.id), one.cutoff);
            for (let index = 0; index < one.burst; index += 1) deliver(`${one.id}/${index}`, one.cutoff);
          }
        }
        while (runCycle());
        expect([...ended.keys()].sort()).toEqual([...accepted].sort());
        const cycleOf = ({ cycleId, mergedInto }: LedgerEntry): string | undefined =>
          cycleId ?? (mergedInto === undefined ? undefined : cycleOf(ended.get(mergedInto) as LedgerEntry));
        expect([...ended.values()].every((entry) => cycleOf(entry) !== undefined)).toBe(true);
        // Every cycle was started by exactly one trigger.
        expect(runs).toBe(cycles);
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

  test.each([
    ['2026-11-20', '2026-11-16'],
    ['2026-11-16', '2026-11-16'],
    ['2026-11-15', '2026-11-09'],
    ['2026-11-09', '2026-11-09'],
    ['2026-10-28', '2026-10-26'],
  ])('looking from %s, the cutoff is the last week that starts on or before it: %s', (asOf, cutoff) => {
    const one: Trigger = { ...trigger('a'), cause: 'timer', asOf };
    expect(nextBatch(pending(one), { latest: '2026-11-16' })).toEqual({ cutoff, triggers: [one] });
  });

  test('redoes the segments that failed, at their cutoff; not where the whole cycle failed, or more is asked for', () => {
    const redo: Trigger = { ...trigger('a'), onlyFailed: true };
    const lastCycle = {
      ...{ cycleId: 'cycle/1', cutoff: '2026-11-09', state: 'degraded' as const },
      failedSegments: ['large/slow'],
    };
    const batch = { cutoff: '2026-11-09', triggers: [redo] };
    expect(nextBatch(pending(redo), { lastCycle })).toEqual({ ...batch, onlySegments: ['large/slow'] });
    expect(nextBatch(pending(redo), { lastCycle: { ...lastCycle, state: 'failed' } })).toEqual(batch);
    const more = trigger('b', '2026-11-09');
    expect(nextBatch(pending(redo, more), { lastCycle })).toEqual({ ...batch, triggers: [redo, more] });
  });

  test('is none where nothing waits', () => {
    expect(nextBatch([], { latest: '2026-11-16' })).toBeUndefined();
  });
});
