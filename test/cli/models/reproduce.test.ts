import { describe, expect, test } from 'vitest';
import { checkCode } from '../../../src/cli/models/reproduce.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { registeredModel } from '../../support/registered-models.ts';

describe('reproducing a model', () => {
  test('of the same code is tried', () => {
    expect(() => checkCode(registeredModel('abcd1111'), 'c'.repeat(64))).not.toThrow();
  });

  test('of other code is refused, with what to check out', () => {
    expect(() => checkCode(registeredModel('abcd1111'), 'f'.repeat(64))).toThrow(
      new UsageError(
        'model abcd1111 was trained by code cccccccccccc, and this is ffffffffffff: check out Shelfcast and the project as they were ' +
          'when it was registered, e.g. git checkout $(git rev-list -1 --before=2025-10-07T08:09:10.000Z HEAD)',
      ),
    );
  });
});
