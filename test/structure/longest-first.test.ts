import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { longest } from '../support/longest-first.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

test('the files that begin first are there', () => {
  expect(longest.filter((file) => !existsSync(join(checkout, file)))).toEqual([]);
});
