import { ApiExposedError } from '../api/api-exposed-error.ts';
import { CodecExposedError } from '../api/codec/codec-exposed-error.ts';
import { Refusal } from '../app/refusal.ts';
import { errorKindOf } from '../contracts/error-kinds.ts';
import { NoProfileError } from '../ports/environment-errors.ts';
import { JobError } from '../ports/job-errors.ts';
import {
  PayloadKeysInvalidError,
  PayloadKeysUnreadableError,
  PayloadKeyUnknownError,
} from '../ports/payload-errors.ts';
import { StackRunningError, StateDirectoryBusyError } from '../ports/state-errors.ts';
import { UnknownBuildError } from '../ports/worker-deployments.ts';
import { OptionSettingError, ProjectConfigError } from '../project/errors.ts';
import { SettingsError } from '../composition/settings-error.ts';
import { RegistryNotPreparedError, RegistryUnreachableError } from '../composition/registry-errors.ts';
import { NoRegistryError, NoTemporalServerError } from '../composition/source-errors.ts';
import {
  NamespaceMissingError,
  TemporalForbiddenError,
  TemporalTlsError,
  TemporalUnreachableError,
} from '../composition/temporal-errors.ts';
import { WorkflowBundleError } from '../composition/workflows/workflow-bundle-error.ts';
import { PortTakenError } from '../embedded/ports.ts';
import { InterruptedError, ValidationNotRunError } from './refusals.ts';
import { UsageError } from './usage.ts';

/** 2: what was asked for cannot be; 130: stopped by Ctrl-C. */
const exitCodes: readonly (readonly [error: abstract new (...args: never[]) => Error, exitCode: number])[] = [
  [InterruptedError, 130],
  [Refusal, 2],
  [UsageError, 2],
  [ProjectConfigError, 2],
  [OptionSettingError, 2],
  [SettingsError, 2],
  [NoTemporalServerError, 2],
  [NoProfileError, 2],
  [TemporalUnreachableError, 2],
  [TemporalTlsError, 2],
  [TemporalForbiddenError, 2],
  [NamespaceMissingError, 2],
  [NoRegistryError, 2],
  [RegistryUnreachableError, 2],
  [RegistryNotPreparedError, 2],
  [PayloadKeysUnreadableError, 2],
  [PayloadKeysInvalidError, 2],
  [PayloadKeyUnknownError, 2],
  [WorkflowBundleError, 2],
  // From `dev` alone, where the stack's own build does not start; operations turn it into a refusal.
  [UnknownBuildError, 2],
  [PortTakenError, 2],
  [ApiExposedError, 2],
  [CodecExposedError, 2],
  [StackRunningError, 2],
  [StateDirectoryBusyError, 2],
  [ValidationNotRunError, 2],
];

/** 1: it was tried and failed. */
const failed = 1;

/** The exit code of a command that ended with an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof JobError) return errorKindOf(error.errorName).refusesInput ? 2 : failed;
  return exitCodes.find(([type]) => error instanceof type)?.[1] ?? failed;
}
