import { describe, expect, test } from 'vitest';
import { selectModel } from '../../../src/cli/models/select-models.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { registeredModel } from '../../support/registered-models.ts';

const models = [
  registeredModel('abcd1111'),
  registeredModel('abcd2222', 'fast', 'archived'),
  registeredModel('ef334455', 'slow', 'challenger'),
  registeredModel('abcd1111', 'fast', 'challenger', 'prod'),
];

describe('the model a person means', () => {
  test.each([
    ['dev', 'north/large/fast', models[0]],
    ['dev', 'abcd2', models[1]],
    ['dev', 'ef334455', models[2]],
    ['dev', 'abcd1', models[0]],
    ['prod', 'abcd1', models[3]],
    ['prod', 'ef33', models[2]],
  ])('in %s by %s', (environment, wanted, model) => {
    expect(selectModel(models, environment, wanted)).toBe(model);
  });

  test.each([
    ['north/large/slow', 'dev has no champion of "north/large/slow"; it has those of north/large/fast'],
    ['9999', 'there is no model version "9999"; "shelfcast models list" shows them'],
    ['abcd', '"abcd" may be abcd1111, abcd2222; name at least 4 characters of one'],
    ['ef3', '"ef3" may be ef334455; name at least 4 characters of one'],
  ])('%s is refused', (wanted, message) => {
    expect(() => selectModel(models, 'dev', wanted)).toThrow(new UsageError(message));
  });

  test('an environment without champions says so', () => {
    expect(() => selectModel(models, 'prod', 'north/large/fast')).toThrow('it has none at all');
  });
});
