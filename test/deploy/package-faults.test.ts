import { expect, test } from 'vitest';
import { packageFaults } from '../../scripts/deploy/package/package-faults.ts';

/** What there has to be. */
const needed = packageFaults([]).map((fault) => fault.replace(/ is missing$/, ''));

test('a package of what is needed is right', () => {
  expect(needed).toEqual(expect.arrayContaining(['lib/index.d.ts', 'lib/cli/main.js', 'templates/grocer/gitignore']));
  expect(packageFaults(needed)).toEqual([]);
  expect(packageFaults(needed.filter((file) => file !== 'lib/index.d.ts'))).toEqual(['lib/index.d.ts is missing']);
});

test.each([
  'src/index.ts',
  'lib/index.ts',
  'lib/dashboard/main.js',
  'lib/node_modules/zod/index.js',
  'test/index.test.ts',
  'scripts/deploy/main.ts',
  'templates/grocer/.shelfcast/stack.json',
  '.npmrc',
  'dist/workflows/bundle.js',
])('%s does not belong in it', (file) => {
  expect(packageFaults([...needed, file])).toEqual([`${file} does not belong in it`]);
});
