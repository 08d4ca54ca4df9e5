import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { ShelfcastProcess, reportOf, type ProcessResult } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

type Cycle = RunReport['cycles'][number];

/** Who scored the published forecasts, by `format,velocity`. */
async function scorersOf(csv: string): Promise<Map<string, Set<string>>> {
  const [, ...rows] = (await readFile(csv, 'utf8')).trimEnd().split('\n');
  const scorers = new Map<string, Set<string>>();
  for (const row of rows) {
    const cells = row.split(',');
    const segment = cells.slice(1, 3).join(',');
    scorers.set(segment, (scorers.get(segment) ?? new Set()).add(cells.at(-1) ?? ''));
  }
  return scorers;
}

/** The embedded stack with a person in the place of the gate. The tests build on each other. */
describe('promotion by a person on the embedded stack', () => {
  let project: SmallProject;
  let stack: ShelfcastProcess;
  let challenger: string;

  const inProject = (...args: readonly string[]): Promise<ProcessResult> =>
    runCommand(...args, '-p', project.directory, '--env', 'dev');
  const cycleOf = async (...args: readonly string[]): Promise<Cycle> => {
    const result = await inProject('request', '--region', 'north', '--wait', '--json', ...args);
    const [cycle] = reportOf(result).cycles;
    if (!cycle) throw new Error(`the report has no cycle: ${result.stderr}`);
    return cycle;
  };
  const waiting = async () => {
    const { stdout } = await inProject('promotions', 'list', '--json');
    return JSON.parse(stdout) as {
      environment: string;
      promotion: string;
      since: string;
      challenger: { version: string; segment: { format: string; velocity: string } };
    }[];
  };

  beforeAll(async () => {
    project = await createSmallProject({
      directory: await mkdtemp(join(tmpdir(), 'shelfcast-promotion-')),
      config: "environments: { dev: { promotion: 'manual', approval: { remindEveryHours: 1, expireAfterDays: 2 } } },",
    });
    stack = new ShelfcastProcess(['dev', '-p', project.directory, '--region', 'north']);
    await stack.says(/The stack keeps running/);
  });
  afterAll(async () => {
    stack.child.kill('SIGKILL');
    await stack.ended;
    await removeFolder(project.directory);
  });

  test('the first cycle is scored without a model, and four challengers wait', async () => {
    expect(stack.output.match(/^(large|small)\/(fast|slow) +never-trained +awaiting-approval {2}/gm)).toHaveLength(4);
    const all = await waiting();
    expect(all.map(({ challenger: { segment } }) => `${segment.format}/${segment.velocity}`)).toEqual([
      'large/fast',
      'large/slow',
      'small/fast',
      'small/slow',
    ]);
    challenger = all[0]?.challenger.version ?? '';
    expect(all[0]).toMatchObject({ environment: 'dev', promotion: `promotion/dev/north/large/fast/${challenger}` });
    expect((await inProject('promotions', 'list')).stdout).toMatch(/^dev +north\/large\/fast +[0-9a-f]+ +passed/m);
  });

  test('an approval makes a champion, and a scoring cycle follows automatically', async () => {
    const { exitCode, stdout } = await inProject(
      'approve',
      challenger.slice(0, 12),
      '--reason',
      'looks right',
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: challenger, decision: 'promoted', reason: 'looks right' });
    // Only the cycle that the promotion itself asks for can score with it.
    const csv = join(project.directory, '.shelfcast/artifacts/published/forecasts/dev/north', `${project.cutoff}.csv`);
    let scorers = new Map<string, Set<string>>();
    while (!scorers.get('large,fast')?.has(challenger)) {
      await sleep(500);
      scorers = await scorersOf(csv);
    }
    expect(Object.fromEntries(scorers)).toEqual({
      'large,fast': new Set([challenger]),
      'large,slow': new Set(['baseline']),
      'small,fast': new Set(['baseline']),
      'small,slow': new Set(['baseline']),
    });
  });

  test('a rejection is remembered: the same version is not asked for again unless somebody requests it', async () => {
    const rejected = await inProject('reject', 'north/large/slow', '--reason', 'not yet', '--json');
    const { version } = JSON.parse(rejected.stdout) as { version: string };
    const cycle = await cycleOf();
    const outcomes = cycle.segments.map(({ format, velocity, outcome }) => [`${format}/${velocity}`, outcome]);
    expect(outcomes).toEqual([
      ['large/fast', 'kept'],
      ['large/slow', 'rejected'],
      ['small/fast', 'awaiting-approval'],
      ['small/slow', 'awaiting-approval'],
    ]);
    expect(await waiting()).toHaveLength(2);
    const again = await cycleOf('--retrain', 'large/slow');
    expect(again.segments[1]).toMatchObject({ outcome: 'awaiting-approval' });
    expect((await waiting()).map(({ challenger: one }) => one.version)).toContain(version);
  });

  test('what cannot be decided is refused with what is so', async () => {
    const again = await inProject('approve', 'north/large/fast', '--reason', 'once more');
    expect([again.exitCode, again.stderr]).toEqual([
      2,
      expect.stringMatching(/no challenger "north\/large\/fast" waits.* has been promoted by .*: looks right/s),
    ]);
    const unknown = await inProject('reject', 'ffff', '--reason', 'who?');
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringMatching(/no challenger "ffff" waits/)]);
    const mute = await inProject('approve', 'north/large/slow');
    expect([mute.exitCode, mute.stderr]).toEqual([2, expect.stringMatching(/--reason/)]);
  });
});
