import type { SlotPermit } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { createSharedSlots, type SharedSlots } from '../../src/workers/shared-slots.ts';

const never = new AbortController().signal;
const context = {
  slotType: 'activity',
  taskQueue: 'training',
  workerIdentity: 'worker',
  workerBuildId: '',
  isSticky: false,
} as const;
const slotInfo = { type: 'activity', activityType: 'trainMember' } as const;

/** The slots of an environment, as its worker uses them. */
function workerOf(slots: SharedSlots, environment: string) {
  const supplier = slots.supplier(environment);
  return {
    ask: () => supplier.tryReserveSlot(context),
    wait: (signal = never) => supplier.reserveSlot(context, signal),
    work: (permit: SlotPermit | null) => {
      if (!permit) throw new Error('there is no slot to work in');
      supplier.markSlotUsed({ slotInfo, permit });
      return permit;
    },
    end: (permit: SlotPermit) => supplier.releaseSlot({ slotInfo, permit }),
  };
}

test('one environment alone has all slots, and no more', () => {
  const slots = createSharedSlots(3);
  const dev = workerOf(slots, 'dev');
  for (let at = 0; at < 3; at += 1) dev.work(dev.ask());
  expect(dev.ask()).toBeNull();
});

test('an environment in which nothing runs can start something, however much another one does', () => {
  const slots = createSharedSlots(2);
  const dev = workerOf(slots, 'dev');
  const prod = workerOf(slots, 'prod');
  dev.work(dev.ask());
  dev.work(dev.ask());
  expect(dev.ask()).toBeNull();
  prod.work(prod.ask());
  expect(prod.ask()).toBeNull();
});

test('one that only asks for work keeps nothing from another', () => {
  const slots = createSharedSlots(2);
  const dev = workerOf(slots, 'dev');
  const prod = workerOf(slots, 'prod');
  expect(prod.ask()).not.toBeNull();
  dev.work(dev.ask());
  dev.work(dev.ask());
  expect(dev.ask()).toBeNull();
});

test('of those that wait, the one with the least work has the next slot', async () => {
  const slots = createSharedSlots(4);
  const dev = workerOf(slots, 'dev');
  const prod = workerOf(slots, 'prod');
  const inDev = [dev.work(dev.ask()), dev.work(dev.ask()), dev.work(dev.ask())];
  prod.work(prod.ask());
  const order: string[] = [];
  const [first, second] = [dev, prod].map((worker, index) =>
    worker.wait().then((permit) => {
      order.push(index === 0 ? 'dev' : 'prod');
      worker.work(permit);
    }),
  );
  dev.end(inDev[0] ?? {});
  await second;
  dev.end(inDev[1] ?? {});
  await first;
  expect(order).toEqual(['prod', 'dev']);
});

test('a worker that waits no longer leaves the slot to the next', async () => {
  const slots = createSharedSlots(1);
  const dev = workerOf(slots, 'dev');
  const permit = dev.work(dev.ask());
  const controller = new AbortController();
  const impatient = dev.wait(controller.signal);
  const patient = dev.wait();
  controller.abort(new Error('stopped'));
  await expect(impatient).rejects.toThrow('stopped');
  dev.end(permit);
  expect(await patient).toBeDefined();
});
