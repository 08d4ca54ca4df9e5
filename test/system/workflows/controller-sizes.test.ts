import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import {
  cancelCycleUpdate,
  controllerStatusQuery,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
} from '../../../src/contracts/messages.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { scriptedSuite, settled, states, trigger, type ControllerHandle } from '../../support/scripted-controllers.ts';

const aMoment = (): Promise<void> => pause(50);
const waiting = { timeout: 90_000, interval: 50 };

/** Three bytes a character, as much as a text may take of the limits that are in bytes. */
const long = (characters: number, start = ''): string => start.padEnd(characters, '\u6f22');
const who = long(200, 'ann');
const why = long(1000, 'because');
/** As large as a request of this id can be. */
const maximal = (id: string): Trigger => ({
  ...trigger(long(200, id)),
  // Each asks for something else, so that they are not merged while they wait.
  ...{ requestedBy: who, reason: why, retrain: [long(200, id)] },
});

const suite = scriptedSuite();

async function refusalOf(sent: Promise<unknown>): Promise<unknown> {
  const error: unknown = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return (error as { cause?: { type?: unknown } } | undefined)?.cause?.type;
}

test('messages as long as they may be: every one is taken, and the region continues', async () => {
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(pauseUpdate, { args: [{ by: who, reason: why }] });
    await controller.executeUpdate(requestCycleUpdate, { args: [maximal('1')] });
    suite.script.hangingMembers = new Set(['network slow']);
    await controller.executeUpdate(resumeUpdate, { args: [{ by: who }] });
    await vi.waitFor(
      async () => expect((await controller.query(controllerStatusQuery)).running).toBeDefined(),
      waiting,
    );
    await controller.executeUpdate(cancelCycleUpdate, { args: [{ by: who, reason: why }] });
    await settled(controller, 1, aMoment);
    suite.script.hangingMembers = new Set();
    await controller.executeUpdate(requestCycleUpdate, { args: [maximal('2')] });
    await settled(controller, 2, aMoment);
    expect(await controller.query(controllerStatusQuery)).toMatchObject({ cycles: 2 });
  });
});

test('the ledger takes as much as a run can carry on, refuses more, and runs what it took', async () => {
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(pauseUpdate, { args: [{ by: 'ann', reason: 'stocktaking' }] });
    let sent = 0;
    let refused: unknown;
    while (refused === undefined && sent < 700) {
      const group = Array.from({ length: 5 }, () => maximal(String((sent += 1))));
      const refusals = await Promise.all(
        group.map((one) => refusalOf(controller.executeUpdate(requestCycleUpdate, { args: [one] }))),
      );
      refused = refusals.find((refusal) => refusal !== undefined);
    }
    expect(refused).toBe('LedgerFull');
    const { pending } = await controller.query(controllerStatusQuery);
    expect(pending).toBeGreaterThan(50);
    await controller.executeUpdate(resumeUpdate, { args: [{ by: 'ann' }] });
    await vi.waitFor(
      async () =>
        expect(await controller.query(controllerStatusQuery)).toMatchObject({
          cycles: 1,
          pending: 0,
          doing: 'waits for a trigger',
        }),
      waiting,
    );
    expect(suite.script.cycles.flatMap(({ triggers }) => triggers)).toHaveLength(pending);
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('after')] });
    await vi.waitFor(async () => expect(await states(controller)).toMatchObject({ after: 'ran' }), waiting);
  });
});

test('a single trigger that is too large is refused, with its size', async () => {
  await suite.controllers.withController(async (controller) => {
    const retrain = Array.from({ length: 1000 }, (_, index) => long(200, String(index)));
    const sent = controller.executeUpdate(requestCycleUpdate, { args: [{ ...trigger('1'), retrain }] });
    await expect(sent).rejects.toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({
          type: 'InvalidTrigger',
          message: expect.stringMatching(/\d+ bytes; at most \d+/) as string,
        }) as Error,
      }),
    );
  });
});

test('a failure of any length is kept short', async () => {
  suite.script.sourceFault = `sales: ${'x'.repeat(300_000)}`;
  await suite.controllers.withController(async (controller: ControllerHandle) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    const [entry] = await controller.query(ledgerQuery);
    expect(entry?.failure).toMatch(/^sales: x+…$/);
    expect(entry?.failure?.length).toBeLessThanOrEqual(2000);
  });
});
