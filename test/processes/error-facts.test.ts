import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { NetworkDivergedError } from '../../src/forecasting/errors.ts';
import { factsOf } from '../../src/processes/error-facts.ts';

/** What arrives over IPC with advanced serialization. */
const sent = (facts: object): unknown => deserialize(serialize(factsOf(Object.assign(new Error('x'), facts))));

test('a loss that is not a number arrives as what it is', () => {
  expect(deserialize(serialize(factsOf(new NetworkDivergedError(3, NaN))))).toEqual({ epoch: 3, loss: NaN });
  expect(sent({ loss: -Infinity, losses: [1, Infinity] })).toEqual({ loss: -Infinity, losses: [1, Infinity] });
});

test('plain data alone is sent', () => {
  class Reader {
    readonly file = 'sales.csv';
    read(): void {
      return undefined;
    }
  }
  expect(
    sent({
      ...{ none: null, left: undefined, act: () => 1, symbol: Symbol('s'), large: 2n ** 70n },
      ...{ reader: new Reader(), at: new Date(0), rows: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array(9) },
    }),
  ).toEqual({
    ...{ none: null, large: '1180591620717411303424', reader: { file: 'sales.csv' } },
    ...{ at: '1970-01-01T00:00:00.000Z', rows: { 1: ['a'] }, bytes: 'Uint8Array of 9 bytes' },
  });
});

test('a graph that holds itself ends somewhere', () => {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  expect(sent(self)).toHaveProperty('self.self');
});

test('what every error has is not among its facts', () => {
  expect(factsOf(Object.assign(new Error('x', { cause: new Error('y') }), { name: 'Own', file: 'a' }))).toEqual({
    file: 'a',
  });
});
