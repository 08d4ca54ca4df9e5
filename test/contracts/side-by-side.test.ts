import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sideBySide } from '../../src/contracts/side-by-side.ts';

describe('tasks in parallel', () => {
  test('law: results in the order of the tasks, never more at once than slots', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 4 }), async (tasks, slots) => {
        let running = 0;
        let most = 0;
        const results = await sideBySide(tasks, slots, async (task) => {
          most = Math.max(most, ++running);
          await sleep(0);
          running -= 1;
          return 2 * task;
        });
        expect(results).toEqual(tasks.map((task) => 2 * task));
        expect(most).toBe(Math.min(slots, tasks.length));
      }),
    );
  });

  test('the first failure lets what runs end, starts nothing more, and is thrown', async () => {
    const ended: number[] = [];
    const run = sideBySide([1, 2, 3], 2, async (task) => {
      if (task === 1) throw new Error('the first');
      await sleep(0);
      ended.push(task);
    });
    await expect(run).rejects.toThrow('the first');
    expect(ended).toEqual([2]);
  });

  test('of several failures that of the earliest task is thrown, whichever was first', async () => {
    const run = sideBySide([20, 0], 2, async (delay) => {
      await sleep(delay);
      throw new Error(`after ${delay}`);
    });
    await expect(run).rejects.toThrow('after 20');
  });
});
