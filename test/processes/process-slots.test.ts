import { expect, test, vi } from 'vitest';
import { createProcessSlots } from '../../src/processes/process-slots.ts';

const never = new AbortController().signal;
const told = (): void => undefined;

test('places are given in the order they were asked for', async () => {
  const slots = createProcessSlots(2);
  const order: string[] = [];
  const [first, second] = await Promise.all([slots.take(never, told), slots.take(never, told)]);
  const ask = (name: string) =>
    slots.take(never, told).then((release) => {
      order.push(name);
      return release;
    });
  const third = ask('third');
  const fourth = ask('fourth');
  second();
  // Asked for once a place is free: it is the third's already.
  const fifth = ask('fifth');
  (await third)();
  first();
  (await fourth)();
  (await fifth)();
  expect(order).toEqual(['third', 'fourth', 'fifth']);
});

test('onWait is called once for a task that waits, never for one that does not', async () => {
  const slots = createProcessSlots(1);
  const onWait = vi.fn();
  const release = await slots.take(never, onWait);
  expect(onWait).not.toHaveBeenCalled();
  const waiting = slots.take(never, onWait);
  release();
  (await waiting)();
  expect(onWait).toHaveBeenCalledOnce();
});

test('who gives up waiting leaves the place to the next', async () => {
  const slots = createProcessSlots(1);
  const release = await slots.take(never, told);
  const controller = new AbortController();
  const impatient = slots.take(controller.signal, told);
  const patient = slots.take(never, told);
  controller.abort('cancelled');
  await expect(impatient).rejects.toBe('cancelled');
  release();
  // Freed twice, it is one place all the same.
  release();
  const held = await patient;
  const onWait = vi.fn();
  const last = slots.take(never, onWait);
  expect(onWait).toHaveBeenCalledOnce();
  held();
  (await last)();
});

test('what was cancelled before gets no place', async () => {
  const slots = createProcessSlots(1);
  await expect(slots.take(AbortSignal.abort('cancelled'), told)).rejects.toBe('cancelled');
  (await slots.take(never, told))();
});

test('of parties that wait the one with fewest places is next', async () => {
  const slots = createProcessSlots(2);
  const order: string[] = [];
  const held = await Promise.all([slots.take(never, told, 'dev'), slots.take(never, told, 'dev')]);
  const ask = (party: string) => slots.take(never, told, party).then(() => order.push(party));
  const asked = [ask('dev'), ask('dev'), ask('prod')];
  held[0]();
  await asked[2];
  held[1]();
  await Promise.race([asked[0], asked[1]]);
  expect(order).toEqual(['prod', 'dev']);
});
