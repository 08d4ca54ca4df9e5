import { log, setHandler } from '@temporalio/workflow';
import {
  cancelCycleUpdate,
  cancelSchema,
  controllerStatusQuery,
  dataChangedSignal,
  ledgerQuery,
  pauseSchema,
  pauseUpdate,
  requestCycleUpdate,
  resumeSchema,
  resumeUpdate,
  rollbackSchema,
  rollbackUpdate,
} from '../../contracts/messages.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import { triggerSchema, type Trigger } from '../../contracts/trigger.ts';
import { check, faults, refusal } from '../refusals.ts';
import type { Controller } from './controller.ts';

/**
 * Triggers that may wait or run before requests are refused: what is carried along when the controller continues as new must
 * stay well below the two megabytes of a payload.
 */
const mostOpenTriggers = 2000;

/** Sets the handlers of every message a controller takes. A refusal is typed and changes nothing. */
export function setMessageHandlers(controller: Controller): void {
  setHandler(
    dataChangedSignal,
    async (trigger) => {
      const parsed = triggerSchema.safeParse(trigger);
      // A signal has no way to answer: what cannot be understood is logged and leaves the controller as it was.
      if (parsed.success) await controller.signalled(parsed.data);
      else log.error('a dataChanged signal was refused', { fault: faults(parsed.error.issues) });
    },
    { description: 'New or changed files of the region have settled in landing' },
  );
  setHandler(
    requestCycleUpdate,
    async (trigger) => ({
      triggerId: trigger.id,
      decision: (await controller.request(trigger)) ? 'queued' : 'duplicate',
    }),
    {
      description: 'Request a cycle; answers once the trigger is on disk',
      validator: (trigger: Trigger) => checkRequest(controller, trigger),
    },
  );
  setHandler(pauseUpdate, (request) => controller.pause(request), {
    description: 'Hold back new cycles; a running cycle continues, triggers are kept',
    validator: (request) => void check(pauseSchema, request, { what: 'a pause', type: refusalTypes.message }),
  });
  setHandler(resumeUpdate, ({ by }) => controller.resume(by), {
    description: 'Run what has been waiting since the pause',
    validator: (request) => void check(resumeSchema, request, { what: 'a resume', type: refusalTypes.message }),
  });
  setHandler(
    cancelCycleUpdate,
    async ({ by, reason }) => {
      // The validator has seen that a cycle runs; validator and handler are one step.
      const cycleId = controller.running?.cycleId ?? '';
      await controller.cancelRunning(cycleId, { by, reason });
      return { cycleId };
    },
    {
      description: 'Cancel the running cycle; nothing more is published, and its triggers end with it',
      validator: (request) => checkCancel(controller, request),
    },
  );
  setHandler(rollbackUpdate, (request) => controller.rollBack(request), {
    description: 'Make an earlier champion of a segment the champion again, and score with it',
    validator: (request) => void check(rollbackSchema, request, { what: 'a rollback', type: refusalTypes.message }),
  });
  setHandler(controllerStatusQuery, () => controller.status(), { description: 'What is running and what is waiting' });
  setHandler(ledgerQuery, () => controller.ledger.entries(), {
    description: 'Open triggers and the latest ended ones; the registry keeps them all',
  });
}

function checkRequest(controller: Controller, message: Trigger): void {
  const trigger = check(triggerSchema, message, { what: 'a trigger', type: refusalTypes.trigger });
  if (controller.ledger.openCount >= mostOpenTriggers) {
    throw refusal(
      refusalTypes.ledgerFull,
      `${controller.ledger.openCount} triggers are already waiting; try again when some have run, or resume the region where it is paused`,
    );
  }
  const last = controller.lastCycle;
  if (trigger.onlyFailed && last && last.state !== 'failed' && last.failedSegments.length === 0) {
    throw refusal(refusalTypes.nothingFailed, `nothing failed in the last cycle, ${last.cycleId}`);
  }
}

function checkCancel(controller: Controller, message: unknown): void {
  const { cycleId } = check(cancelSchema, message, { what: 'a cancellation', type: refusalTypes.message });
  const running = controller.running?.cycleId;
  if (running === undefined) throw refusal(refusalTypes.noCycle, 'no cycle runs that could be cancelled');
  if (cycleId !== undefined && cycleId !== running) {
    throw refusal(refusalTypes.noCycle, `${cycleId} does not run; ${running} does`);
  }
}
