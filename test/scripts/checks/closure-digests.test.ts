import { expect, test } from 'vitest';
import { closureDigests } from '../../../scripts/checks/closure-digests.ts';

const files = {
  'src/week.ts': 'export type Week = string;',
  'src/index.ts': "export * from './deep/panel.ts';",
  'src/deep/panel.ts': "import type { Week } from '../week.ts';\nimport { later } from './later.ts';",
  'src/deep/later.ts': "export const later = () => import('./panel.ts');",
  'src/alone.ts': 'export const alone = 1;',
  'examples/shelfcast.config.ts': "import { defineProject } from 'shelfcast';",
};

/** Files whose digests differ after a change. */
function touched(change: Readonly<Record<string, string>>, settings: readonly string[] = ['v24']): readonly string[] {
  const before = closureDigests(new Map(Object.entries(files)), ['v24']);
  const after = closureDigests(new Map(Object.entries({ ...files, ...change })), settings);
  return Object.keys(files).filter((path) => before.get(path) !== after.get(path));
}

test('the same files have the same digests, and no two files have one', () => {
  expect(touched({})).toEqual([]);
  expect(new Set(closureDigests(new Map(Object.entries(files)), []).values()).size).toBe(6);
});

test('a change touches the file and those that import it, directly, through others, in circles, or as the package', () => {
  expect(touched({ 'src/week.ts': 'export type Week = number;' })).toEqual([
    'src/week.ts',
    'src/index.ts',
    'src/deep/panel.ts',
    'src/deep/later.ts',
    'examples/shelfcast.config.ts',
  ]);
  expect(touched({ 'src/alone.ts': 'export const alone = 2;' })).toEqual(['src/alone.ts']);
});

test('a file that appears touches those that import it', () => {
  const importsIt = { ...files, 'src/alone.ts': "import './new.ts';" };
  const without = closureDigests(new Map(Object.entries(importsIt)), []);
  const withIt = closureDigests(new Map(Object.entries({ ...importsIt, 'src/new.ts': '' })), []);
  expect(Object.keys(files).filter((path) => without.get(path) !== withIt.get(path))).toEqual(['src/alone.ts']);
});

test('settings, and declarations for all files, touch every file', () => {
  expect(touched({}, ['v25'])).toEqual(Object.keys(files));
  expect(touched({ 'src/alone.ts': 'declare global { var once: number }' })).toEqual(Object.keys(files));
});
