import { expect, test } from 'vitest';
import { refusal } from '../../src/app/refusal.ts';
import { errorText } from '../../src/cli/error-text.ts';
import { NoRegistryError, NoTemporalServerError } from '../../src/composition/source-errors.ts';
import { JobError } from '../../src/ports/job-errors.ts';
import { StackRunningError } from '../../src/ports/state-errors.ts';

test.each<[error: unknown, name: string, message: string]>([
  [
    refusal('unknown-model', { wanted: 'abcd' }),
    'UsageError',
    'there is no model version "abcd"; "shelfcast models list" shows them',
  ],
  [new JobError({ errorName: 'NoDataError', message: 'no shipments', facts: {} }), 'NoDataError', 'no shipments'],
  [
    new NoTemporalServerError('/state'),
    'NoTemporalServerError',
    'no stack runs on /state, and none of TEMPORAL_ADDRESS, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE is set; start one with "npm start" or "shelfcast dev", or set TEMPORAL_ADDRESS',
  ],
  [
    new NoRegistryError('/state'),
    'NoRegistryError',
    'there is no registry in /state; run a cycle first, name another folder with --state, or set SHELFCAST_REGISTRY_URL',
  ],
  [
    new StackRunningError('/state', { owner: { id: 7 }, temporalUi: 'http://ui' }),
    'StackRunningError',
    'a stack is running on /state already (process 7, http://ui); stop it with Ctrl-C in its terminal, or name another folder with --state',
  ],
  [new TypeError('no function'), 'TypeError', 'no function'],
  ['a text', 'Error', 'a text'],
])('%s', (error, name, message) => {
  const said = errorText(error);
  expect([said.name, said.message]).toEqual([name, message]);
});
