import { expect, test } from 'vitest';
import { withoutGate } from '../../src/project/without-gate.ts';

test.each([
  ['defineProject({ a: 1, gate: { maxMape: 0.5, x: [1, { y: 2 }] }, b: 2 })', 'defineProject({ a: 1,  b: 2 })'],
  ['defineProject({ gate: strict })', 'defineProject({ })'],
  ['defineProject({ a: "gate: {", gate: { maxMape: 1 } });', 'defineProject({ a: "gate: {", });'],
  [
    'defineProject({ a: `},${1}`, /* gate: 1, */ gate: 0.5, b: [1] })',
    'defineProject({ a: `},${1}`, /* gate: 1, */  b: [1] })',
  ],
  [
    'defineProject({ row: z.regex(/[}/]gate: {/), gate: { maxMape: 2 } })',
    'defineProject({ row: z.regex(/[}/]gate: {/), })',
  ],
  ['defineProject({ share: a / b, gate: 1, c: d / e })', 'defineProject({ share: a / b,  c: d / e })'],
])('%s', (text, expected) => {
  expect(withoutGate(text).replaceAll(/ +\}/g, ' }')).toBe(expected);
});

test.each([
  'export default { gate: 1 }',
  'defineProject({ sources: [{ gate: 1 }], a: gate })',
  'defineProject({ a: 1, gate: { maxMape: 2 ',
  'defineProject(project)',
])('%s stays as it is', (text) => {
  expect(withoutGate(text)).toBe(text);
});
