import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineOperation, perform, roles } from '../../src/app/operation.ts';
import { operations } from '../../src/app/operations.ts';
import { testApp } from '../support/app.ts';

const double = defineOperation({
  name: 'numbers.double',
  role: 'reader',
  input: z.object({ number: z.int() }),
  answer: z.int(),
  run: (_app, { number }) => Promise.resolve(2 * number),
});

test('an operation runs on an input that its schema accepts', async () => {
  expect(await perform(double, testApp({}), { number: 21 })).toBe(42);
});

test('on any other it is refused, with every fault and its place', async () => {
  const refused = perform(double, testApp({}), { number: 0.5 });
  await expect(refused).rejects.toMatchObject({
    kind: 'invalid',
    code: 'invalid-input',
    facts: { operation: 'numbers.double', faults: ['number: Invalid input: expected int, received number'] },
  });
});

test('every operation has a name of its own, area.verb, and a role', () => {
  const names = operations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  for (const { role } of operations) expect(roles).toContain(role);
});
