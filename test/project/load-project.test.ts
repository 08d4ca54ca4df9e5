import { execFile } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ProjectConfigError } from '../../src/project/errors.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function failureOf(config: string): Promise<ProjectConfigError> {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'shelfcast.config.ts'), config);
  const failure: unknown = await loadProject(directory).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProjectConfigError);
  expect(failure).toMatchObject({ file: join(directory, 'shelfcast.config.ts') });
  return failure as ProjectConfigError;
}

test('a folder outside the checkout imports shelfcast, arquero and zod without having them', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const project = await loadProject(directory);
  expect(project).toMatchObject({ directory, landingDirectory: join(directory, 'landing') });
  expect(project.sources.map((source) => source.name)).toEqual(['sales', 'plans', 'stores', 'items']);
  expect(project.codeVersion).toMatch(/^[0-9a-f]{64}$/);
});

test('the resolved part survives JSON as it is', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const { resolved } = await loadProject(directory);
  expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
  expect(resolved.sources[0]).toEqual({
    name: 'sales',
    kind: 'shipments',
    landing: 'sales/*.{csv,csv.gz,jsonl,parquet}',
    columns: ['store', 'item', 'week', 'units'],
    delimiter: ',',
    maxBadShare: 0.02,
    missingWeek: 'missing',
    reads: 'chunks',
    standardColumns: [
      { name: 'store', type: 'text', optional: false },
      { name: 'item', type: 'text', optional: false },
      { name: 'week', type: 'text', optional: false },
      { name: 'units', type: 'number', optional: false },
    ],
  });
});

test('a configuration may be split into files, and land elsewhere', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory, config: "landingDirectory: '/elsewhere'," });
  await mkdir(join(directory, 'nested'));
  await writeFile(join(directory, 'nested/name.ts'), "export const name: string = 'nested';");
  await writeFile(
    join(directory, 'nested/shelfcast.config.ts'),
    "import base from '../shelfcast.config.ts'; import { name } from './name.ts'; export default { ...base, name };",
  );
  const { resolved, landingDirectory } = await loadProject(join(directory, 'nested'));
  expect([resolved.name, landingDirectory]).toEqual(['nested', '/elsewhere']);
});

// In a process of its own: the test runner takes over `import()`, which such a module needs.
test('a configuration may await', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const config = join(directory, 'shelfcast.config.ts');
  await appendFile(config, '\nawait Promise.resolve();\n');
  const loadModule = fileURLToPath(new URL('../../src/project/load-project.ts', import.meta.url));
  const program = `
    import { loadProject } from ${JSON.stringify(loadModule)};
    console.log((await loadProject(${JSON.stringify(directory)})).resolved.name);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout).toBe('small\n');
});

describe('a configuration that is not usable at all', () => {
  test('because there is none', async () => {
    const directory = await temporaryDirectory();
    await expect(loadProject(directory)).rejects.toThrow(
      `${join(directory, 'shelfcast.config.ts')} has a fault:\n  the file does not exist`,
    );
  });

  test.each([
    ['throws', "throw new Error('no luck');", 'it cannot be imported: no luck'],
    ['has a syntax error', 'export default {', 'it cannot be imported: '],
    ['imports what is not there', "import './nowhere.ts';", 'it cannot be imported: Cannot find module'],
    ['has no default export', 'export const project = {};', 'it needs `export default defineProject({...})`'],
    ['is no object', 'export default 3;', 'expected object, received number'],
  ])('because it %s', async (_, config, message) => {
    expect((await failureOf(config)).faults[0]).toEqual({
      path: '',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the code version', () => {
  const versionsOf = async (change: (directory: string) => Promise<unknown>) => {
    const directory = await temporaryDirectory();
    await createSmallProject({ directory });
    await change(directory);
    const { codeVersion, conditioningVersion } = await loadProject(directory);
    return `${codeVersion} ${conditioningVersion}`;
  };

  test("depends on the project's TypeScript, not on its data", async () => {
    const plain = await versionsOf(() => Promise.resolve());
    expect(await versionsOf((directory) => writeFile(join(directory, 'landing/sales/x.csv'), 'x'))).toBe(plain);
    const helped = async (directory: string, helper: string) => {
      await writeFile(join(directory, 'helper.ts'), helper);
      await appendFile(join(directory, 'shelfcast.config.ts'), "\nimport './helper.ts';\n");
    };
    const one = await versionsOf((directory) => helped(directory, 'export {};'));
    expect(one).not.toBe(plain);
    expect(await versionsOf((directory) => helped(directory, 'export {};'))).toBe(one);
    expect(await versionsOf((directory) => helped(directory, 'export const help = 1;'))).not.toBe(one);
  });

  test('depends on the files that the configuration reaches; on all of them where an import is computed', async () => {
    const helper = (directory: string) => writeFile(join(directory, 'helper.ts'), 'export {};');
    expect(await versionsOf(helper)).toBe(await versionsOf(() => Promise.resolve()));
    const computed = (directory: string) =>
      appendFile(join(directory, 'shelfcast.config.ts'), '\nexport const later = (name: string) => import(name);\n');
    const both = async (directory: string) => {
      await computed(directory);
      await helper(directory);
    };
    expect(await versionsOf(both)).not.toBe(await versionsOf(computed));
  });

  test('does not depend on the gate, which makes no model: changing its target throws no fit away', async () => {
    const configured = (gate: string) => (directory: string) => createSmallProject({ directory, config: gate });
    const strict = await versionsOf(configured('gate: { maxMape: 0.2 },'));
    expect(await versionsOf(configured('gate: { maxMape: 0.9, championTolerance: 0.1 },'))).toBe(strict);
    expect(await versionsOf(configured('gate: { maxMape: 0.2 }, seed: 2,'))).not.toBe(strict);
  });
});
