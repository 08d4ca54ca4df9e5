import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, type ProcessRecord } from '../../src/state/process-identity.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { reportOf, ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** The plug is pulled while a cycle trains; the next start continues that cycle. */
describe('an interrupted cycle', () => {
  let project: SmallProject;

  beforeEach(async () => {
    project = await createSmallProject({ directory: await mkdtemp(join(tmpdir(), 'shelfcast-interrupted-')) });
    // Long enough in training to be interrupted there: what a killed command leaves behind trains on until the next start.
    const config = join(project.directory, 'shelfcast.config.ts');
    await writeFile(config, (await readFile(config, 'utf8')).replace(/epochs: \d+/, 'epochs: 40'));
  });
  afterEach(() => removeFolder(project.directory));

  const start = (): ShelfcastProcess =>
    new ShelfcastProcess(['dev', '-p', project.directory, '--region', 'north', '--once', '--json']);
  const processes = (): readonly ProcessRecord[] =>
    openStateDirectory(join(project.directory, '.shelfcast')).readStack()?.processes ?? [];

  test('by Ctrl-C and by SIGKILL continues at the next start, as the same cycle', async () => {
    const first = start();
    await first.says(/north\/\w+\/\w+: training/);
    const ofFirst = processes();
    first.child.kill('SIGINT');
    expect((await first.ended).exitCode).toBe(130);
    expect(ofFirst.filter(isAlive)).toEqual([]);
    expect(processes()).toEqual([]);

    const third = start();
    await third.says(/north\/\w+\/\w+: training/);
    const ofThird = processes();
    third.child.kill('SIGKILL');
    expect((await third.ended).exitCode).toBe(null);

    const result = await start().ended;
    expect(result.exitCode).toBe(0);
    const [cycle] = reportOf(result).cycles;
    expect(cycle?.cycleId).toBe('cycle/dev/north/2025-10-06/1');
    expect(cycle?.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
    expect(ofThird.filter(isAlive)).toEqual([]);
    expect(processes()).toEqual([]);
  });
});
