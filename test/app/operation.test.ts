import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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
    facts: {
      operation: 'numbers.double',
      faults: [{ path: ['number'], message: 'Invalid input: expected int, received number' }],
    },
  });
});

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** What `export const … = defineOperation` names below src/app. */
async function defined(): Promise<readonly string[]> {
  const files = await Array.fromAsync(glob('src/app/**/*.ts', { cwd: checkout }));
  const texts = await Promise.all(files.map((file) => readFile(`${checkout}${file}`, 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/export const (\w+) = defineOperation\(/g)].map(([, name]) => name!),
  );
}

test('every operation that is defined is in the list', async () => {
  expect(operations.length).toBe((await defined()).length);
});

test('every operation is run by a test, which checks its answer against its schema', async () => {
  const files = await Array.fromAsync(glob('test/app/**/*.test.ts', { cwd: checkout }));
  const texts = (await Promise.all(files.map((file) => readFile(`${checkout}${file}`, 'utf8')))).join('\n');
  const untested = (await defined()).filter((name) => !new RegExp(`performed\\(\\s*${name},`).test(texts));
  expect(untested).toEqual([]);
});

test('every operation has a name of its own, area.verb, and a role', () => {
  const names = operations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  for (const { role } of operations) expect(roles).toContain(role);
});
