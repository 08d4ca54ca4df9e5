import { describe, expect, test } from 'vitest';
import { answering, beginning, continuing, finishing } from '../../src/contracts/priority.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';

const by = (...causes: Trigger['cause'][]): Trigger[] =>
  causes.map((cause) => ({ id: cause, cause, requestedBy: 'ann' }));

describe('the order of work in a task queue', () => {
  test('a person goes first, then the week, then a backfill; what ends a cycle goes before all of them', () => {
    const keys = (triggers: readonly Trigger[]) => [
      finishing.priorityKey,
      continuing(triggers).priorityKey,
      beginning('north', triggers).priorityKey,
    ];
    expect(keys(by('request'))).toEqual([1, 2, 3]);
    expect(keys(by('timer'))).toEqual([1, 3, 4]);
    expect(keys(by('backfill'))).toEqual([1, 4, 5]);
    expect(answering).toEqual({ priorityKey: 1 });
  });

  test.each(['data', 'code', 'stale', 'drift'] as const)('%s is of the week, as the timer is', (cause) => {
    expect(beginning('north', by(cause))).toEqual(beginning('north', by('timer')));
  });

  test('a cycle is as urgent as the most urgent of its triggers', () => {
    expect(beginning('north', by('backfill', 'timer')).priorityKey).toBe(4);
    expect(beginning('north', by('backfill', 'request', 'timer')).priorityKey).toBe(3);
    expect(beginning('north', []).priorityKey).toBe(4);
  });

  test('regions take turns where cycles begin, and go in order from then on', () => {
    expect(beginning('north', by('timer')).fairnessKey).toBe('north');
    expect(beginning('south', by('timer')).fairnessKey).toBe('south');
    expect(continuing(by('timer')).fairnessKey).toBe('cycles under way');
  });
});
