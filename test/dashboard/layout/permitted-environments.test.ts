import { expect, test } from 'vitest';
import { firstEnvironment, permittedEnvironments } from '../../../src/dashboard/layout/permitted-environments.ts';

const environments = [{ name: 'dev' }, { name: 'staging' }, { name: 'prod' }];
const limitedTo = (...names: readonly string[]) => ({ actor: 'ann', role: 'reader', environments: names });

test.each([
  ['prod, where the key is for all of them', { actor: 'ann', role: 'admin' }, 'prod'],
  ['the one that a key is limited to', limitedTo('dev'), 'dev'],
  ['prod with a key of prod', limitedTo('prod'), 'prod'],
  ['the first of several, in the order of the project', limitedTo('staging', 'dev'), 'dev'],
  ['none with a key of an environment that is gone', limitedTo('test'), undefined],
  ['prod, while it is not known who asks', undefined, 'prod'],
])('opens %s', (_, session, expected) => {
  expect(firstEnvironment(environments, session)?.name).toBe(expected);
});

test('offers only what the key may use', () => {
  expect(permittedEnvironments(environments, limitedTo('prod', 'dev')).map(({ name }) => name)).toEqual([
    'dev',
    'prod',
  ]);
  expect(permittedEnvironments(environments, null)).toEqual(environments);
});
