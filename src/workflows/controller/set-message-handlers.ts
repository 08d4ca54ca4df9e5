import { log, setHandler } from '@temporalio/workflow';
import {
  cancelCycleUpdate,
  cancelSchema,
  controllerStatusQuery,
  cycleEndedSignal,
  dataChangedUpdate,
  ledgerQuery,
  pauseSchema,
  pauseUpdate,
  requestCycleUpdate,
  resumeSchema,
  resumeUpdate,
  rollbackSchema,
  rollbackUpdate,
  type RequestDecision,
} from '../../contracts/messages.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import { triggerSchema, type Trigger } from '../../contracts/trigger.ts';
import { check, refusal } from '../refusals.ts';
import { jsonBytes } from '../sizes.ts';
import type { Controller } from './controller.ts';
import { readCycleEnd } from './cycle-end-message.ts';
import { rollBack } from './roll-back.ts';

/**
 * Bytes of triggers that may wait or run before more are refused: what is carried along when the controller continues as new, and what a
 * cycle is started with, must stay well below the two megabytes of a payload.
 */
const mostOpenBytes = 512 * 1024;
const mostTriggerBytes = 32 * 1024;

/** Sets the handlers of every message a controller takes. A refusal is typed and changes nothing. */
export function setMessageHandlers(controller: Controller): void {
  const take = async (trigger: Trigger): Promise<RequestDecision> => ({
    triggerId: trigger.id,
    decision: (await controller.intake.request(trigger)) ? 'queued' : 'duplicate',
  });
  setHandler(dataChangedUpdate, take, {
    description: 'New or changed files of the region have settled in landing; answers once the trigger is on disk',
    validator: (trigger: Trigger) => void checkTrigger(controller, trigger),
  });
  setHandler(
    cycleEndedSignal,
    (message) => {
      const end = readCycleEnd(message);
      if (end) controller.cycles.ended(end);
      else log.error('a cycleEnded signal was refused: it does not say which cycle ended, and how');
    },
    { description: 'A cycle of the region has ended' },
  );
  setHandler(requestCycleUpdate, take, {
    description: 'Request a cycle; answers once the trigger is on disk',
    validator: (trigger: Trigger) => checkRequest(controller, trigger),
  });
  setHandler(pauseUpdate, (request) => controller.holds.pause(request), {
    description: 'Hold back new cycles; a running cycle continues, triggers are kept',
    validator: (request) => void check(pauseSchema, request, { what: 'a pause', type: refusalTypes.message }),
  });
  setHandler(resumeUpdate, ({ by }) => controller.holds.resume(by), {
    description: 'Run what has been waiting since the pause',
    validator: (request) => void check(resumeSchema, request, { what: 'a resume', type: refusalTypes.message }),
  });
  setHandler(
    cancelCycleUpdate,
    async ({ by, reason }) => {
      // The validator has seen that a cycle runs; validator and handler are one step.
      const cycleId = controller.state.running?.cycleId ?? '';
      await controller.cycles.cancel(cycleId, { by, reason });
      return { cycleId };
    },
    {
      description: 'Cancel the running cycle; nothing more is published, and its triggers end with it',
      validator: (request) => checkCancel(controller, request),
    },
  );
  setHandler(rollbackUpdate, (request) => rollBack(controller.state.address, controller.intake, request), {
    description: 'Make an earlier champion of a segment the champion again, and score with it',
    validator: (request) => void check(rollbackSchema, request, { what: 'a rollback', type: refusalTypes.message }),
  });
  setHandler(controllerStatusQuery, () => controller.state.status(), {
    description: 'What is running and what is waiting',
  });
  setHandler(ledgerQuery, () => controller.state.ledger.entries(), {
    description: 'Open triggers and the latest ended ones; the registry keeps them all',
  });
}

function checkRequest(controller: Controller, message: Trigger): void {
  const trigger = checkTrigger(controller, message);
  const last = controller.state.lastCycle;
  if (trigger.onlyFailed && last && last.state !== 'failed' && last.failedSegments.length === 0) {
    throw refusal(refusalTypes.nothingFailed, `nothing failed in the last cycle, ${last.cycleId}`);
  }
}

function checkTrigger(controller: Controller, message: Trigger): Trigger {
  const trigger = check(triggerSchema, message, { what: 'a trigger', type: refusalTypes.trigger });
  const bytes = jsonBytes(trigger);
  if (bytes > mostTriggerBytes) {
    throw refusal(refusalTypes.trigger, `not a trigger: it has ${bytes} bytes; at most ${mostTriggerBytes}`);
  }
  const { openBytes, openCount } = controller.state.ledger;
  if (openBytes + bytes > mostOpenBytes) {
    throw refusal(
      refusalTypes.ledgerFull,
      `${openCount} triggers are already waiting; try again when some have run, or resume the region where it is paused`,
    );
  }
  return trigger;
}

function checkCancel(controller: Controller, message: unknown): void {
  const { cycleId } = check(cancelSchema, message, { what: 'a cancellation', type: refusalTypes.message });
  const running = controller.state.running?.cycleId;
  if (running === undefined) throw refusal(refusalTypes.noCycle, 'no cycle runs that could be cancelled');
  if (cycleId !== undefined && cycleId !== running) {
    throw refusal(refusalTypes.noCycle, `${cycleId} does not run; ${running} does`);
  }
}
