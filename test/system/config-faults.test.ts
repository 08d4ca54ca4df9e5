import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../support/commands/run-command.ts';
import { shelfcast } from '../support/shelfcast-process.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Where a stack keeps its processes' logs and their record: a folder that is made before the first process is. */
const stateIn = (directory: string): string => join(directory, '.shelfcast');

const faulty = `import { defineProject } from 'shelfcast';

export default defineProject({
  name: 'faulty',
  weekStartsOn: 'someday',
  horizonWeeks: 0,
  regions: [
    { name: 'north', timeZone: 'Mars/Olympus' },
    { name: 'north', timeZone: 'America/Chicago' },
  ],
  sources: [],
  drivers: { promotions: [] },
});
`;

describe('shelfcast dev refuses, with exit code 2 and before any process is started,', () => {
  test('a configuration with faults: all of them, each with its path', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'shelfcast.config.ts'), faulty);
    const { exitCode, stdout, stderr } = await shelfcast('dev', '-p', directory, '--once');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    const [head, ...faults] = stderr.trimEnd().split('\n');
    expect(head).toBe(`ProjectConfigError: ${join(directory, 'shelfcast.config.ts')} has 7 faults:`);
    expect(faults.map((line) => line.split(': ')[0])).toEqual([
      '  weekStartsOn',
      '  horizonWeeks',
      '  regions[0].timeZone',
      '  sources',
      '  regions[1]',
      '  sources',
      '  sources',
    ]);
    expect(stderr).toContain('regions[1]: the name "north" is taken by regions[0]');
    expect(existsSync(stateIn(directory))).toBe(false);
  });

  test('a folder that is no project', async () => {
    const directory = await temporaryDirectory();
    const { exitCode, stderr } = await runCommand('dev', '-p', directory, '--once');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/shelfcast\.config\.ts has a fault:\n {2}the file does not exist/);
  });

  test.each([
    ['region', ['--region', 'west'], 'UsageError: the project has no region "west"; it has north, south\n'],
    ['environment', ['--env', 'test'], 'UsageError: the project has no environment "test"; it has dev, prod\n'],
    ['port', ['--temporal-port', '70000'], "error: option '--temporal-port <n>' argument '70000' is invalid"],
    ['option', ['--twice'], "error: unknown option '--twice'"],
  ])('an unknown %s', async (_, args, message) => {
    const directory = await temporaryDirectory();
    await createSmallProject({ directory });
    const { exitCode, stderr } = await runCommand('dev', '-p', directory, '--once', ...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(existsSync(stateIn(directory))).toBe(false);
  });
});

test('shelfcast request refuses where no stack runs, with exit code 2', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const { exitCode, stderr } = await runCommand('request', '-p', directory);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    `NoTemporalServerError: no stack runs on ${stateIn(directory)}, and none of TEMPORAL_ADDRESS, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE is set; start one with "npm start" or "shelfcast dev", or set TEMPORAL_ADDRESS\n`,
  );
});
