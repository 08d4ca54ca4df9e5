import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/registry/canonical-json.ts';

test('keys are sorted at every depth, arrays keep their order, what is undefined is left out', () => {
  expect(canonicalJson({ b: [3, { z: 1, a: null }, 2], a: 'ä', c: undefined })).toBe(
    '{"a":"ä","b":[3,{"a":null,"z":1},2]}',
  );
});

test.each([
  [null, 'null'],
  [1.5, '1.5'],
  ['text', '"text"'],
  [[], '[]'],
])('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('the order in which an object was filled makes no difference; its values do', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
    }),
  );
});
