import { expect, test } from 'vitest';
import { inputSchemaOf } from '../../src/api/operation-schemas.ts';
import { inputOf } from '../../src/api/request-input.ts';
import { Refusal } from '../../src/app/refusal.ts';

const ask = (
  operation: Parameters<typeof inputOf>[0],
  asked: Partial<Parameters<typeof inputOf>[2]>,
): ReturnType<typeof inputOf> =>
  inputOf(operation, inputSchemaOf(operation), { parameters: {}, query: {}, body: undefined, ...asked });

test('a query has the types of the operation: numbers, lists, records, flags', () => {
  const input = ask('models.list', {
    parameters: { environment: 'dev' },
    query: { limit: '20', maxMape: '0.4', 'tags[owner]': 'ann', 'tags[note]': 'a b', region: 'north' },
  });
  expect(input).toEqual({
    ...{ environment: 'dev', limit: 20, maxMape: 0.4, region: 'north' },
    tags: { owner: 'ann', note: 'a b' },
  });
  expect(ask('controllers.status', { query: { regions: 'north' } })).toEqual({ regions: ['north'] });
  expect(ask('controllers.status', { query: { regions: ['north', 'south'] } })).toEqual({
    regions: ['north', 'south'],
  });
});

test('what is no number stays as it is, for the operation to refuse in its own words', () => {
  expect(ask('models.list', { query: { limit: 'many' } })).toEqual({ limit: 'many' });
  expect(ask('models.list', { query: { limit: '' } })).toEqual({ limit: '' });
});

test('of a parameter that is given twice the last one counts, where one is meant', () => {
  expect(ask('models.list', { query: { limit: ['1', '2'] } })).toEqual({ limit: 2 });
});

test('a body gives its fields, and the path decides over them', () => {
  expect(
    ask('controllers.pause', { parameters: { environment: 'dev' }, body: { environment: 'prod', reason: 'storm' } }),
  ).toEqual({ environment: 'dev', reason: 'storm' });
});

test.each([
  [{ query: { regoin: 'north' } }, 'regoin'],
  [{ body: { regoin: 'north' } }, 'regoin'],
  [{ query: { __proto__x: '1' } }, '__proto__x'],
])('what the operation does not have is refused by name: %j', (asked, name) => {
  const refused = refusalOf(() => ask('cycles.list', asked));
  expect(refused.facts).toMatchObject({ faults: [{ path: [name] }] });
});

test.each([['[1]'], ['"text"'], ['5']])('a body that is no object is refused: %s', (body) => {
  expect(refusalOf(() => ask('controllers.pause', { body: JSON.parse(body) as unknown })).code).toBe('invalid-input');
});

test.each([
  [{ query: { region: 'a\0b' } }, ['region']],
  [{ body: { reason: 'x', regions: ['north', '\0'] } }, ['regions', '1']],
])('a text with a NUL, which no database keeps, is refused by its place: %j', (asked, path) => {
  const operation = 'body' in asked ? 'controllers.pause' : 'cycles.list';
  expect(refusalOf(() => ask(operation, asked)).facts).toMatchObject({ faults: [{ path }] });
});

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
