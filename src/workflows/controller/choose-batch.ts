import { condition, log } from '@temporalio/workflow';
import type { CyclePreparation } from '../../contracts/controller.ts';
import type { Week } from '../../contracts/week.ts';
import { data, orchestration } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { isOwnCancellation } from '../own-cancellation.ts';
import { needsLatest, nextBatch, type CycleBatch } from './coalesce.ts';
import type { ControllerState } from './controller-state.ts';
import { quietUntil } from './quiet-period.ts';
import { recordTriggers } from './record-triggers.ts';
import type { RunSpan } from './run-span.ts';

/** Chooses the triggers of the next cycle, once data changes have come to rest; `undefined` where none may start now. */
export async function chooseBatch(state: ControllerState, span: RunSpan): Promise<CycleBatch | undefined> {
  const preparation = await prepareCycle(state);
  if (!(await settled(state, span, preparation))) return undefined;
  const latest = await latestCutoff(state);
  const { lastCycle } = state;
  const context = { ...(latest ? { latest } : {}), ...(lastCycle ? { lastCycle } : {}) };
  return state.mayStart ? nextBatch(state.ledger.pending(), context) : undefined;
}

/** Reads the project's waiting times and limits. */
export async function prepareCycle(state: ControllerState): Promise<CyclePreparation> {
  state.say('looks up the policy');
  const waiting = state.ledger.pending().length;
  const preparation = await orchestration.prepareCycle.executeWithOptions(
    { summary: `look up the policy · ${waiting} waiting` },
    [],
  );
  state.staleAfterDays = preparation.staleAfterDays;
  return preparation;
}

/** Waits for more files where only changed data asks for a cycle; whether a cycle may start then. */
async function settled(state: ControllerState, span: RunSpan, { dataChange }: CyclePreparation): Promise<boolean> {
  const { ledger } = state;
  const mustTurn = (): boolean => span.isOver || ledger.crowded;
  for (;;) {
    const waiting = ledger.pending().length;
    const until = quietUntil(ledger.pending(), dataChange);
    if (until === undefined || until <= Date.now()) return state.mayStart;
    const summary = `quiet period · ${waiting} data change${waiting === 1 ? '' : 's'}`;
    state.say(`waits for more files until ${new Date(until).toISOString()} (${summary})`);
    await condition(() => ledger.pending().length !== waiting || !state.mayStart || mustTurn(), until - Date.now(), {
      summary,
    });
    if (!state.mayStart || mustTurn()) return false;
  }
}

/** Where not even the cutoff is known, the triggers that need one end as failed, with the reason in the ledger. */
async function latestCutoff(state: ControllerState): Promise<Week | undefined> {
  const { ledger, lastCycle, address } = state;
  const asking = ledger.pending().flatMap(({ trigger }) => (needsLatest(trigger, lastCycle) ? [trigger] : []));
  if (asking.length === 0) return undefined;
  const { region } = address;
  state.say('looks for the latest week with shipments');
  try {
    return await data.latestCutoff.executeWithOptions({ summary: `latest cutoff · ${region}` }, [{ region }]);
  } catch (error) {
    if (isOwnCancellation()) throw error;
    log.warn('no cycle could be started', { reason: failureReason(error) });
    await recordTriggers(ledger.end(asking, failureReason(error)));
    return undefined;
  }
}
