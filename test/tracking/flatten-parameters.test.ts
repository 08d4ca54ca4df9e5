import { expect, test } from 'vitest';
import { flattenParameters } from '../../src/tracking/flatten-parameters.ts';

test('nested parameters by path; lists stay together, names are made fit, what has no value is left out', () => {
  expect(
    flattenParameters({ members: { network: { epochs: 20, 'a:b': true } }, widths: [8, 4], none: null, text: 'x' }),
  ).toEqual({ 'members.network.epochs': '20', 'members.network.a_b': 'true', widths: '[8,4]', text: 'x' });
});
