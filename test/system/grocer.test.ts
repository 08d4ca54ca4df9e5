import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../support/commands/run-command.ts';
import { reportOf, shelfcast } from '../support/shelfcast-process.ts';
import { copyExample } from '../support/generated-grocer.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const small = ['--stores', '2', '--items', '8', '--weeks', '60', '--regions', '1'];

test('shelfcast generate writes a grocer and says what is in it', async () => {
  const directory = join(await temporaryDirectory(), 'grocer');
  const result = await shelfcast('generate', '--out', directory, ...small, '--json');
  expect(result.exitCode).toBe(0);
  const facts = JSON.parse(result.stdout) as Record<string, unknown>;
  expect(facts).toMatchObject({ folder: directory, lastWeek: '2018-02-19', arrivingWeeks: [], correctedRows: 8 });
  const stores = await readFile(join(directory, 'landing/stores/stores.csv'), 'utf8');
  expect(stores.trimEnd().split('\n')).toHaveLength(3);

  const again = await runCommand('generate', '--out', directory, ...small);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain(`UsageError: ${directory} holds 2 entries, "landing" among them`);
});

test.each([
  [['--regions', '15'], "'15' is invalid. a whole number from 1 to 14"],
  [['--from', '2017-01-03'], 'weeks start on Monday, 2017-01-03 is a Tuesday'],
  [['--schema-change', 'odd'], 'Allowed choices are renamed, missing, retyped, added.'],
])('shelfcast generate refuses %j', async (args, message) => {
  const directory = await temporaryDirectory();
  const { exitCode, stderr } = await runCommand('generate', '--out', directory, ...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('shelfcast generate does not touch a file that it was given as the folder', async () => {
  const directory = await temporaryDirectory();
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'file');
  await writeFile(file, 'mine');
  const { exitCode, stderr } = await runCommand('generate', '--out', file);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`UsageError: ${file} is a file; name a folder with --out`);
});

test('a cycle of the grocer that comes along: forecasts better than its baseline, broken lines set aside', async () => {
  const directory = await temporaryDirectory();
  await copyExample(directory, { landing: true });
  const configuration = join(directory, 'shelfcast.config.ts');
  const text = await readFile(configuration, 'utf8');
  // Fewer epochs: it is the way from the files to the forecasts that is tried here.
  const quick = `members: { network: { preset: 'mixed', epochs: 6 } },`;
  await writeFile(configuration, text.replace("name: 'grocer',", `name: 'grocer', ${quick}`));
  const result = await shelfcast('run', '--local', '--project', directory, '--region', 'midwest', '--json');
  const { cycles } = reportOf(result);
  expect(result.exitCode).toBe(0);
  expect(cycles).toMatchObject([{ region: 'midwest', cutoff: '2019-02-04' }]);
  expect(cycles[0]?.quarantined).toBeGreaterThan(0);
  expect(cycles[0]?.segments.map(({ format, velocity }) => `${format}/${velocity}`)).toEqual([
    'large/fast',
    'large/slow',
    'small/fast',
    'small/slow',
  ]);
  const [fast] = cycles[0]?.segments ?? [];
  expect(fast?.mape.ensemble).toBeLessThan(0.75 * (fast?.mape.baseline ?? 0));
  expect(cycles[0]?.forecasts.rows).toBeGreaterThan(20);
});
