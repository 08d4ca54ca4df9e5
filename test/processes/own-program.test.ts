import { expect, test } from 'vitest';
import { ownProgram } from '../../src/processes/own-program.ts';

test.each([
  ['./main.ts', 'file:///checkout/src/processes/run-job.ts', '/checkout/src/processes/main.ts'],
  [
    './main.ts',
    'file:///shop/node_modules/shelfcast/lib/processes/run-job.js',
    '/shop/node_modules/shelfcast/lib/processes/main.js',
  ],
  ['../api/api-main.ts', 'file:///shop/lib/embedded/stack.js', '/shop/lib/api/api-main.js'],
] as const)('%s of %s', (path, importer, file) => {
  expect(ownProgram(path, importer)).toBe(file);
});
