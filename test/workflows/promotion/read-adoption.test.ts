import { expect, test } from 'vitest';
import { readAdoption } from '../../../src/workflows/promotion/read-adoption.ts';

const adoption = { version: 'm1', from: 'dev', to: 'prod', by: 'ann', reason: 'good in dev' };

test.each([adoption, { ...adoption, dryRun: true }, { ...adoption, reason: 'y'.repeat(1000) }])(
  '%j is an adoption',
  (input) => {
    expect(readAdoption(input)).toEqual(input);
  },
);

test.each([
  [undefined, /^not an adoption: version: must be a text of 1 to 100 characters; from: .*; to: .*; by: .*; reason: /],
  ['m1', /^not an adoption: version: /],
  [{ ...adoption, reason: '' }, /^not an adoption: reason: must be a text of 1 to 1000 characters$/],
  [{ ...adoption, by: 7 }, /^not an adoption: by: must be a text of 1 to 200 characters$/],
  [{ ...adoption, to: 'x'.repeat(101) }, /^not an adoption: to: /],
  [{ ...adoption, dryRun: 'yes' }, /^not an adoption: dryRun: must be true or false$/],
  [{ ...adoption, force: true }, /^not an adoption: force: is not known$/],
])('%j is refused', (input, message) => {
  expect(() => readAdoption(input)).toThrow(
    expect.objectContaining({ type: 'InvalidMessage', message: expect.stringMatching(message) as string }),
  );
});
