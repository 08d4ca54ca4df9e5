import { expect, test } from 'vitest';
import { explainRegistryFault } from '../../src/composition/registry-fault.ts';

const url = 'postgres://ann:secret@db.example:5432/shelfcast?sslmode=verify-full';
const failed = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  [failed('connect ECONNREFUSED 10.0.0.7:5432', 'ECONNREFUSED'), 'connect ECONNREFUSED 10.0.0.7:5432'],
  [failed('', 'ECONNREFUSED'), 'ECONNREFUSED'],
  [failed('password authentication failed for user "ann"', '28P01'), 'password authentication failed for user "ann"'],
  [failed('database "shelfcast" does not exist', '3D000'), 'database "shelfcast" does not exist'],
  [failed('The server does not support SSL connections'), 'The server does not support SSL connections'],
])('%s: its place and the reason are named, and the password is not', (error, reason) => {
  const explained = explainRegistryFault(error, url);
  expect(explained).toMatchObject({
    name: 'RegistryUnreachableError',
    place: 'db.example:5432/shelfcast',
    cause: error,
  });
  expect((explained as Error).message).toBe(
    `the registry at db.example:5432/shelfcast cannot be used (${reason}); start its server, or correct SHELFCAST_REGISTRY_URL: address, database, user, password and sslmode`,
  );
});

test('a database without the tables of this version is not prepared', () => {
  expect(explainRegistryFault(failed('relation "models" does not exist', '42P01'), url)).toMatchObject({
    name: 'RegistryNotPreparedError',
    message:
      'the registry at db.example:5432/shelfcast is not prepared for this version (relation "models" does not exist)',
  });
});

test('any other error stays as it is', () => {
  const error = failed('duplicate key value', '23505');
  expect(explainRegistryFault(error, url)).toBe(error);
});
