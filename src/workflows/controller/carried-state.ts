import type { RunningCycle } from '../../contracts/controller.ts';
import type { LastCycle } from '../../contracts/cycle-end.ts';
import type { PauseRequest } from '../../contracts/messages.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { isArrayOf, isRecord, isText, optional } from '../plain-values.ts';
import { isLastCycle } from './cycle-end-message.ts';
import type { LedgerState } from './ledger.ts';

/** Raised when a build could misread what an earlier one carries on; it then takes over from the registry instead. */
export const carriedVersion = 1;

/** What a controller passes on when it continues as new. */
export interface CarriedState {
  readonly version: typeof carriedVersion;
  readonly ledger: LedgerState;
  readonly cycles: number;
  readonly paused?: PauseRequest;
  readonly running?: RunningCycle;
  readonly lastCycle?: LastCycle;
  /** ISO 8601. */
  readonly staleAt?: string;
  /** Address of the web application. */
  readonly pages?: string;
  /** Triggers that were refused as unavailable and may be on disk all the same. */
  readonly refused?: readonly LedgerEntry[];
}

/**
 * The state that the run before carried on; `undefined` where this build does not understand it, as after a return to an earlier build.
 * By hand and not by a schema library: a replay must come to the same answer under every version of the libraries.
 */
export function readCarried(value: unknown): CarriedState | undefined {
  return isRecord(value) &&
    value['version'] === carriedVersion &&
    isLedger(value['ledger']) &&
    Number.isInteger(value['cycles']) &&
    optional(isPause)(value['paused']) &&
    optional(isRunning)(value['running']) &&
    optional(isLastCycle)(value['lastCycle']) &&
    optional(isText)(value['staleAt']) &&
    optional(isText)(value['pages']) &&
    optional(isArrayOf(isEntry))(value['refused'])
    ? (value as unknown as CarriedState)
    : undefined;
}

const isLedger = (value: unknown): boolean =>
  isRecord(value) &&
  isArrayOf(isEntry)(value['open']) &&
  isArrayOf(isEntry)(value['tail']) &&
  isArrayOf(isText)(value['endedIds']);

const entryStates: readonly unknown[] = ['pending', 'running', 'ran', 'merged', 'failed'];

const isEntry = (value: unknown): boolean =>
  isRecord(value) && isTrigger(value['trigger']) && isText(value['acceptedAt']) && entryStates.includes(value['state']);

const isTrigger = (value: unknown): boolean =>
  isRecord(value) && isText(value['id']) && isText(value['cause']) && isText(value['requestedBy']);

const isPause = (value: unknown): boolean => isRecord(value) && isText(value['by']) && isText(value['reason']);

const isRunning = (value: unknown): boolean =>
  isRecord(value) && isText(value['cycleId']) && isText(value['cutoff']) && isArrayOf(isTrigger)(value['triggers']);
