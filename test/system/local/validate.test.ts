import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ValidationReport, ValidationTest } from '../../../src/contracts/validation.ts';
import { runCommand } from '../../support/commands/run-command.ts';
import { shelfcast, type ProcessResult } from '../../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../../support/small-project.ts';
import { parseXml } from '../../support/xml.ts';

/** Every planted fault makes the test fail that is about it, and no other. The real command, on a project of few rows and epochs. */
describe('validate --quick', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-validation-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const projectWith = async (name: string, change: (config: string) => string): Promise<SmallProject> => {
    const project = await createSmallProject({ directory: join(folder, name) });
    const file = join(project.directory, 'shelfcast.config.ts');
    const config = await readFile(file, 'utf8');
    await writeFile(file, change(config));
    return project;
  };
  const validate = (project: { directory: string }, ...args: readonly string[]): Promise<ProcessResult> =>
    runCommand('validate', '-p', project.directory, '--quick', '--json', ...args);
  const named = ({ group, subject, name }: ValidationTest): string => `${group}: ${subject}: ${name}`;
  const failuresOf = ({
    stdout,
    stderr,
  }: ProcessResult): { names: string[]; details: string; report: ValidationReport } => {
    if (stdout === '') throw new Error(stderr);
    const report = JSON.parse(stdout) as ValidationReport;
    const failed = report.tests.filter(({ state }) => state === 'failed');
    return { names: failed.map(named), details: failed.map(({ detail }) => detail).join('\n'), report };
  };

  test('a sound project passes every test, for people, programs and CI systems', async () => {
    const project = await projectWith('sound', (config) => config);
    const junit = join(folder, 'junit.xml');
    const { exitCode, stdout } = await shelfcast('validate', '-p', project.directory, '--quick', '--junit', junit);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^data$.*^training$.*^scoring$/ms);
    expect(stdout).toMatch(/^ {4}✓ MAPE within the gate {2}MAPE \d+\.\d%, target 45\.0%/m);
    expect(stdout).toMatch(/^ {4}✓ does not use later weeks/m);
    expect(stdout).toMatch(/^ {4}✓ same seed, same model {2}4 files, the same bytes$/m);
    expect(stdout).toMatch(/^ {4}✓ later data move no past forecast {2}0 of 8/m);
    const [, passed] = /^(\d+) passed, 0 failed {2}\d+\.\d s, quick$/m.exec(stdout) ?? [];
    const suites = parseXml(await readFile(junit, 'utf8')).querySelector('testsuites');
    expect([suites?.getAttribute('tests'), suites?.getAttribute('failures')]).toEqual([passed, '0']);
    expect(suites?.querySelectorAll('testcase')).toHaveLength(Number(passed));
  });

  const faults: readonly [what: string, change: (config: string) => string, failed: string, detail: RegExp][] = [
    [
      'a conditioner that reveals the week to forecast',
      (config) =>
        config.replace(
          '  sources: [',
          `  sources: [
    {
      name: 'visitors',
      kind: 'observed',
      landing: 'sales/*.csv',
      reads: 'file',
      row: z.object({ ...key, visitors: z.number() }),
      // What the week after sold, under another name.
      conditioner: (table) => {
        const after = (week) => new Date(Date.parse(week) + 7 * 864e5).toISOString().slice(0, 10);
        const sold = new Map(table.objects().map((row) => [row.store + row.item + row.week, Number(row.units)]));
        return table.derive({ visitors: escape((row) => sold.get(row.store + row.item + after(row.week)) ?? 0) });
      },
    },`,
        ),
      'data: visitors: does not use later weeks',
      /without the later weeks a row changes: store n1, item apples, week 2025-09-22/,
    ],
    [
      'a conditioner that gives other rows every time',
      (config) =>
        config.replace(
          "conditioner: numbers('units')",
          'conditioner: (table) => table.derive({ units: escape((row) => Number(row.units) + Math.random()) })',
        ),
      'data: sales: conditions the same twice',
      /sales\/history\.csv gave other rows the second time/,
    ],
    [
      'a conditioner that looks across rows, of a source that is read in chunks',
      (config) =>
        config.replace(
          "conditioner: numbers('units')",
          'conditioner: (table) => table.derive({ units: escape((row) => Number(row.units) + table.numRows() / 1e6) })',
        ),
      'data: sales: conditions the same in small chunks',
      /it looks across rows; declare reads: 'file'/,
    ],
    [
      'units that never change',
      (config) =>
        config.replace(
          "conditioner: numbers('units')",
          'conditioner: (table) => table.derive({ units: escape(() => 5) })',
        ),
      'data: north: units vary',
      /480 values from 5 to 5/,
    ],
    [
      'a gate that no model reaches',
      (config) => config.replace(/\n\}\);\n$/, '\n  gate: { maxMape: 0.0001 },\n});\n'),
      'training: north/large/fast: MAPE within the gate',
      /target 0\.0%/,
    ],
    [
      'a source without a column it names',
      (config) =>
        config.replace("columns: ['store', 'item', 'week', 'units']", "columns: ['store', 'till', 'week', 'units']"),
      'data: sales: columns are there',
      /till/,
    ],
    [
      'a configuration with a fault',
      (config) => config.replace(/horizonWeeks: \d+/, 'horizonWeeks: 0'),
      'data: shelfcast.config.ts: configuration is sound',
      /horizonWeeks/,
    ],
  ];
  test.each(faults)('%s fails one test, and exits 1', async (what, change, failed, detail) => {
    const result = await validate(await projectWith(what, change));
    const { names, details } = failuresOf(result);
    expect(names).toEqual([failed]);
    expect(details).toMatch(detail);
    expect(result.exitCode).toBe(1);
  });

  test('a source whose rows are mostly bad fails one test; what follows from it is not run', async () => {
    const project = await projectWith('bad rows', (config) => config);
    await project.write('sales/late.csv', 'store,item,week,units\nn1,apples,2025-10-06,many\nn1,bread,2025-10-06,-1\n');
    const result = await validate(project);
    const { names, report } = failuresOf(result);
    expect(names).toEqual(['data: sales: rows set aside']);
    expect(report.tests.filter(({ state }) => state === 'skipped').map(named)).toEqual([
      'training: all: training tests',
      'scoring: all: scoring tests',
    ]);
    expect([result.exitCode, report.passed > 0]).toEqual([1, true]);
  });

  test('what cannot be tried exits 2', async () => {
    const nowhere = await validate({ directory: join(folder, 'nowhere') });
    const project = await projectWith('refused', (config) => config);
    const moon = await validate(project, '--region', 'moon');
    expect([nowhere.exitCode, moon.exitCode]).toEqual([2, 2]);
    expect(nowhere.stderr).toMatch(/there is no shelfcast\.config\.ts in /);
    expect(moon.stderr).toMatch(/no region "moon"/);
  });
});
