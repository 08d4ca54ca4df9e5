import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';
import configuration from '../../.dependency-cruiser.mjs';
import { exceptions } from './exceptions.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const rules = configuration.forbidden ?? [];

/** Every import below `src` that breaks a rule: `rule: from → to`. */
async function breaches(directory: string): Promise<readonly string[]> {
  const { output } = await cruise(['src'], {
    ...configuration.options,
    baseDir: directory,
    ruleSet: { forbidden: rules },
    validate: true,
  });
  const { modules, summary } = output as ICruiseResult;
  // Without a transpiler for TypeScript no file would have imports, and no rule be broken.
  if (!modules.some(({ dependencies }) => dependencies.length > 0)) throw new Error('no import was found');
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test('every import in src follows the arrows, except for the exceptions listed', async () => {
  expect([...(await breaches(checkout))].sort()).toEqual([...exceptions].sort());
});

/** For every rule two files of which the first must not import the second, or not more than its types. */
const examples: Readonly<Record<string, readonly [from: string, keyword: 'import' | 'import type', to: string]>> = {
  'contracts-imports': ['src/contracts/a.ts', 'import type', 'src/ports/b.ts'],
  'ports-imports': ['src/ports/a.ts', 'import type', 'src/registry/b.ts'],
  'cycle-imports': ['src/cycle/a.ts', 'import type', 'src/ports/b.ts'],
  'workflows-imports': ['src/workflows/a.ts', 'import type', 'src/registry/b.ts'],
  'forecasting-imports': ['src/forecasting/a.ts', 'import type', 'src/datasets/b.ts'],
  'generator-imports': ['src/generator/a.ts', 'import type', 'src/datasets/b.ts'],
  'registry-imports': ['src/registry/a.ts', 'import type', 'src/adapters/postgres/b.ts'],
  'project-imports': ['src/project/a.ts', 'import type', 'src/datasets/b.ts'],
  'datasets-imports': ['src/datasets/a.ts', 'import type', 'src/adapters/duckdb/b.ts'],
  'tracking-imports': ['src/tracking/a.ts', 'import type', 'src/registry/b.ts'],
  'telemetry-imports': ['src/telemetry/a.ts', 'import type', 'src/composition/b.ts'],
  'adapters-imports': ['src/adapters/storage/a.ts', 'import type', 'src/activities/b.ts'],
  'activities-imports': ['src/activities/a.ts', 'import type', 'src/jobs/b.ts'],
  'jobs-imports': ['src/jobs/a.ts', 'import type', 'src/adapters/storage/b.ts'],
  'local-imports': ['src/local/a.ts', 'import type', 'src/workers/b.ts'],
  'processes-imports': ['src/processes/a.ts', 'import type', 'src/composition/b.ts'],
  'processes-program-imports': ['src/processes/main.ts', 'import type', 'src/workers/b.ts'],
  'state-imports': ['src/state/a.ts', 'import type', 'src/composition/b.ts'],
  'composition-imports': ['src/composition/a.ts', 'import type', 'src/workers/b.ts'],
  'workers-imports': ['src/workers/a.ts', 'import type', 'src/adapters/storage/b.ts'],
  'embedded-imports': ['src/embedded/a.ts', 'import type', 'src/workers/b.ts'],
  'experiments-imports': ['src/experiments/a.ts', 'import type', 'src/forecasting/b.ts'],
  'reports-imports': ['src/reports/a.ts', 'import type', 'src/forecasting/b.ts'],
  'app-imports': ['src/app/a.ts', 'import type', 'src/workers/b.ts'],
  'api-imports': ['src/api/a.ts', 'import type', 'src/adapters/postgres/b.ts'],
  'dashboard-imports': ['src/dashboard/a.ts', 'import type', 'src/api/b.ts'],
  'cli-imports': ['src/cli/a.ts', 'import type', 'src/adapters/postgres/b.ts'],
  'ports-types-only': ['src/ports/a.ts', 'import', 'src/contracts/b.ts'],
  'cycle-types-only': ['src/cycle/a.ts', 'import', 'src/activities/b.ts'],
  'workflows-types-only': ['src/workflows/a.ts', 'import', 'src/activities/b.ts'],
  'activities-types-only': ['src/activities/a.ts', 'import', 'src/project/b.ts'],
  'jobs-types-only': ['src/jobs/a.ts', 'import', 'src/project/b.ts'],
  'app-types-only': ['src/app/a.ts', 'import', 'src/project/b.ts'],
  'cli-types-only': ['src/cli/a.ts', 'import', 'src/workflows/b.ts'],
  'dashboard-types-only': ['src/dashboard/a.ts', 'import', 'src/app/b.ts'],
  'project-api-imports': ['src/index.ts', 'import type', 'src/contracts/b.ts'],
  'forecasting-is-pure': ['src/forecasting/a.ts', 'import', 'node:fs'],
  'generator-is-pure': ['src/generator/a.ts', 'import', 'node:fs'],
  'generator-knows-no-models': ['src/generator/a.ts', 'import type', 'src/forecasting/metrics.ts'],
  'workflows-do-no-io': ['src/workflows/a.ts', 'import', 'node:fs'],
  'temporal-clients-stay-behind-ports': ['src/cli/a.ts', 'import type', '@temporalio/client'],
  'operations-are-told-who-acts': ['src/app/a.ts', 'import', 'node:os'],
  'datasets-know-the-panel-alone': ['src/datasets/a.ts', 'import type', 'src/forecasting/metrics.ts'],
  'datasets-types-only': ['src/datasets/a.ts', 'import', 'src/forecasting/panel.ts'],
  'registry-adapters-chain-the-audit-trail': [
    'src/adapters/postgres/a.ts',
    'import type',
    'src/registry/promotion-gate.ts',
  ],
  'trainers-implement-the-network-port': [
    'src/adapters/tensorflow/a.ts',
    'import type',
    'src/forecasting/lasso/lasso.ts',
  ],
  'one-adapter-at-a-time': ['src/adapters/postgres/a.ts', 'import type', 'src/adapters/storage/b.ts'],
  'no-cycles': ['src/jobs/a.ts', 'import type', 'src/jobs/b.ts'],
};

describe('each rule finds what it forbids', () => {
  /** What is found in the examples of all rules together: one cruise takes a fifth of the time of 48. */
  let found: readonly string[];
  beforeAll(async () => {
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-imports-')));
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    };
    const importing = (path: string, keyword: string, imported: string): string => {
      const up = '../'.repeat(path.split('/').length - 1);
      const specifier = /^(node:|@)/.test(imported) ? imported : `./${up}${imported}`;
      return `${keyword} { name } from '${specifier}';\nexport { name };\n`;
    };
    for (const [rule, [from, keyword, to]] of Object.entries(examples)) {
      const [importer, imported] = [ofRule(from, rule), ofRule(to, rule)];
      await write(importer, importing(importer, keyword, imported));
      // Imports back, which is the cycle that the last rule is about.
      const back = rule === 'no-cycles' ? importing(imported, keyword, importer) : 'export const name = 1;\n';
      if (to.startsWith('src/')) await write(imported, back);
    }
    found = await breaches(directory);
    await rm(directory, { recursive: true });
  });

  /** Files whose names say nothing are one rule's own, so that examples do not meet. */
  const ofRule = (path: string, rule: string): string => path.replace(/\/([ab])\.ts$/, `/$1-${rule}.ts`);

  test('and has an example', () => {
    expect(Object.keys(examples)).toEqual(rules.map(({ name }) => name));
  });

  test.each(Object.entries(examples))('%s', (rule, [from, , to]) => {
    expect(found).toContain(`${rule}: ${ofRule(from, rule)} → ${ofRule(to, rule).replace('node:', '')}`);
  });
});
