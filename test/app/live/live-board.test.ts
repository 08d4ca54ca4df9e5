import { expect, test, vi } from 'vitest';
import { createLiveBoard, type BoardReader } from '../../../src/app/live/live-board.ts';

/**
 * A board that counts, and readers that keep what they saw.
 *
 * @param failingLook the look that fails, from 1; none by default
 */
function countingBoard(failingLook = 0) {
  const looks: (number | undefined)[] = [];
  const board = createLiveBoard<number>((before) => {
    looks.push(before);
    if (looks.length === failingLook) return Promise.reject(new Error('the server is away'));
    return Promise.resolve((before ?? 0) + 1);
  }, 5);
  const reader = () => {
    const seen: unknown[] = [];
    const watch: BoardReader<number> = { see: (view) => seen.push(view), fail: (error) => seen.push(String(error)) };
    return { seen, stop: board.read(watch) };
  };
  return { looks, reader };
}

test('one look serves every reader, and each begins with what was seen last', async () => {
  const { looks, reader } = countingBoard();
  const first = reader();
  await vi.waitFor(() => expect(first.seen).toContain(1), { timeout: 90_000 });
  const second = reader();
  expect(second.seen).toEqual(first.seen.slice(-1));
  await vi.waitFor(() => expect(second.seen.length).toBeGreaterThan(4), { timeout: 90_000 });
  expect(second.seen).toEqual(first.seen.slice(first.seen.indexOf(second.seen[0])));
  expect(looks.length).toBe(first.seen.length);
  first.stop();
  second.stop();
});

test('a look that fails is reported, and the next one continues from what was seen before it', async () => {
  const { looks, reader } = countingBoard(3);
  const { seen, stop } = reader();
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(3), { timeout: 90_000 });
  stop();
  expect(seen.slice(0, 4)).toEqual([1, 2, 'Error: the server is away', 3]);
  expect(looks.slice(0, 4)).toEqual([undefined, 1, 2, 2]);
});

test('nobody looks while nobody reads', async () => {
  const { looks, reader } = countingBoard();
  const { seen, stop } = reader();
  await vi.waitFor(() => expect(seen).toContain(1), { timeout: 90_000 });
  stop();
  const made = looks.length;
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(looks.length).toBeLessThanOrEqual(made + 1);
  // What was seen before nobody read is not how things stand.
  const again = reader();
  expect(again.seen).toEqual([]);
  await vi.waitFor(() => expect(again.seen.length).toBeGreaterThan(1), { timeout: 90_000 });
  again.stop();
});
