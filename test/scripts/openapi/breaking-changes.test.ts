import { expect, test } from 'vitest';
import { breakingChanges, type ComparedDocument } from '../../../scripts/openapi/breaking-changes.ts';

const path = '/api/v1/things/{id}';
const document = (changes: { readonly sent?: object; readonly answered?: object; readonly query?: object }) =>
  ({
    paths: {
      [path]: {
        post: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            ...(changes.query ? [{ name: 'limit', in: 'query', required: false, ...changes.query }] : []),
          ],
          requestBody: { content: { 'application/json': { schema: changes.sent ?? {} } } },
          responses: { 200: { content: { 'application/json': { schema: changes.answered ?? {} } } } },
        },
      },
    },
  }) as unknown as ComparedDocument;
const object = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });
const [text, number, whole] = [{ type: 'string' }, { type: 'number' }, { type: 'integer' }];
const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });

test('a route that goes is named', () => {
  expect(breakingChanges(document({}), { paths: {} })).toEqual([`POST ${path} is gone`]);
});

test.each<[string, Parameters<typeof document>[0], Parameters<typeof document>[0], string[]]>([
  ['a parameter that goes', { query: { schema: whole } }, {}, ['the parameter limit is gone']],
  [
    'a parameter that is needed',
    { query: { schema: whole } },
    { query: { schema: whole, required: true } },
    ['the parameter limit is needed now'],
  ],
  ['a field that is sent', { sent: object({ a: text }) }, { sent: object({ b: text }) }, ['body.a is gone']],
  [
    'a field that is needed',
    { sent: object({ a: text }) },
    { sent: object({ a: text }, ['a']) },
    ['body.a is needed now'],
  ],
  [
    'a value that is sent',
    { sent: object({ a: oneOf('x', 'y') }) },
    { sent: object({ a: oneOf('x') }) },
    ['body.a can no longer be "y"'],
  ],
  [
    'a field that is answered',
    { answered: object({ a: text }, ['a']) },
    { answered: object({}) },
    ['answer.a is gone'],
  ],
  [
    'a field that may be left out',
    { answered: object({ a: text }, ['a']) },
    { answered: object({ a: text }) },
    ['answer.a may be left out now'],
  ],
  [
    'another kind of value, deep inside',
    { answered: { type: 'array', items: object({ a: object({ b: text }) }) } },
    { answered: { type: 'array', items: object({ a: object({ b: number }) }) } },
    ['answer[].a.b is number now, and was string'],
  ],
  [
    'an answer that may be nothing',
    { answered: object({ a: text }) },
    { answered: object({ a: { anyOf: [text, { type: 'null' }] } }) },
    ['answer.a can now be null'],
  ],
  [
    'a form of what is sent',
    { sent: { anyOf: [oneOf('all'), { type: 'array', items: text }] } },
    { sent: { anyOf: [oneOf('all', 'none')] } },
    ['body can no longer be array'],
  ],
])('%s is named', (_what, before, after, expected) => {
  const changes = expected.map((change) => `POST ${path}: ${change}`);
  expect(breakingChanges(document(before), document(after))).toEqual(changes);
});

test.each<[string, Parameters<typeof document>[0], Parameters<typeof document>[0]]>([
  ['a new parameter', {}, { query: { schema: whole } }],
  [
    'a new field',
    { sent: object({ a: text }), answered: object({}) },
    { sent: object({ a: text, b: text }), answered: object({ c: text }, ['c']) },
  ],
  ['a field that is no longer needed', { sent: object({ a: text }, ['a']) }, { sent: object({ a: text }) }],
  ['a wider number that is sent', { sent: object({ a: whole }) }, { sent: object({ a: number }) }],
  ['a new value', { sent: oneOf('x'), answered: oneOf('x') }, { sent: oneOf('x', 'y'), answered: oneOf('x', 'y') }],
])('%s breaks nothing', (_what, before, after) => {
  expect(breakingChanges(document(before), document(after))).toEqual([]);
});
