import { expect, test } from 'vitest';
import { nearTests } from '../../../scripts/checks/near-tests.ts';

const files = new Map([
  ['src/metrics.ts', 'export const mape = 1;'],
  ['src/gate.ts', "import { mape } from './metrics.ts';"],
  ['src/cycle.ts', "import { gate } from './gate.ts';"],
  ['src/report.ts', "import type { mape } from './metrics.ts';\nexport type { Gate } from './gate.ts';"],
  ['test/cycle.test.ts', "import { cycle } from '../src/cycle.ts';"],
  ['test/gate.test.ts', "import { gate } from '../src/gate.ts';\nconst table = '../fixtures/gate.csv';"],
  ['test/metrics.test.ts', "import { mape } from '../src/metrics.ts';"],
  ['test/report.test.ts', "import { report } from '../src/report.ts';"],
  ['test/system/gate.test.ts', "import { gate } from '../../src/gate.ts';"],
]);

test('the nearest come first; types alone and system tests do not count', () => {
  expect(nearTests(files, ['src/metrics.ts'], 9)).toEqual({
    near: ['test/metrics.test.ts', 'test/gate.test.ts', 'test/cycle.test.ts'],
    ...{ further: 0, concernsAll: false },
  });
  expect(nearTests(files, ['src/metrics.ts'], 2)).toEqual({
    near: ['test/metrics.test.ts', 'test/gate.test.ts'],
    ...{ further: 1, concernsAll: false },
  });
});

test('a test that changed runs first; a file that is no code counts where a test names it', () => {
  expect(nearTests(files, ['src/gate.ts', 'test/cycle.test.ts'], 1).near).toEqual(['test/cycle.test.ts']);
  expect(nearTests(files, ['fixtures/gate.csv'], 9).near).toEqual(['test/gate.test.ts']);
  expect(nearTests(files, ['docs/setup.md'], 9)).toEqual({ near: [], further: 0, concernsAll: false });
  expect(nearTests(files, ['test/gate.test.ts', 'test/cycle.test.ts'], 1).near).toHaveLength(2);
});

test('what all tests run with concerns all of them', () => {
  const withConfig = new Map([...files, ['vitest.config.ts', "const setUp = './test/support/folder.ts';"]]);
  expect(nearTests(withConfig, ['test/support/folder.ts'], 9).concernsAll).toBe(true);
  expect(nearTests(files, ['package.json'], 9).concernsAll).toBe(true);
});
