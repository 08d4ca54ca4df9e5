import { expect, test } from 'vitest';
import { refusal } from '../../src/app/refusal.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { InterruptedError } from '../../src/cli/refusals.ts';
import { UsageError } from '../../src/cli/usage.ts';
import { JobError } from '../../src/ports/job-errors.ts';

const jobError = (errorName: string) => new JobError({ errorName, message: '', facts: {} });

test.each([
  [refusal('invalid-input', { operation: 'models.list', faults: [] }), 2],
  [new UsageError('no such thing'), 2],
  [jobError('NoDataError'), 2],
  [jobError('NetworkDivergedError'), 1],
  [new InterruptedError(), 130],
  [new Error('tried and failed'), 1],
  ['not even an error', 1],
])('%s exits with %i', (error, exitCode) => {
  expect(exitCodeOf(error)).toBe(exitCode);
});
