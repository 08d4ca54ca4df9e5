import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../support/commands/run-command.ts';
import { shelfcast } from '../support/shelfcast-process.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Other tests rely on it: a command in a process that has run others says and ends as one that is started. */
test.each([
  ['what it is asked for', ['--version'], 0],
  ['an option that it does not have', ['request', '--twice'], 2],
  ['a folder without a project', ['models', 'list', '-p', '/nowhere'], 2],
  ['what it is asked for, after others', ['run', '--help'], 0],
])('a command in a process that has run others answers the same: %s', async (_, args, exitCode) => {
  const started = await shelfcast(...args);
  expect(await runCommand(...args)).toEqual(started);
  expect(started.exitCode).toBe(exitCode);
});

test('a changed configuration is loaded again, and nothing is left of an option', async () => {
  const { directory } = await createSmallProject({ directory: await temporaryDirectory(), weeks: 2 });
  const run = (...args: readonly string[]) => runCommand('run', '-p', directory, ...args);
  const tuesday = await run('--local', '--cutoff', '2025-10-07');
  expect(tuesday).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/is a tuesday/) as string });
  expect((await run()).stderr).toMatch(/run needs --local/);
  await appendFile(join(directory, 'shelfcast.config.ts'), 'nonsense(');
  expect(await run('--local')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^ProjectConfigError/) as string,
  });
});
