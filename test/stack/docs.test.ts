import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeBlocks } from '../support/docs/code-blocks.ts';
import { commandsOf, holdsCommands, isOf, type DocumentedCommand } from '../support/docs/commands.ts';
import { documentationPages } from '../support/docs/pages.ts';
import { preparations } from '../support/docs/preparations.ts';
import { Reader } from '../support/docs/reader.ts';
import { skippedCommands } from '../support/docs/skipped-commands.ts';
import { asReader, hasExamples } from '../support/docs/stand-ins.ts';

/**
 * Types the commands of README and `docs/` in a checkout of its own, page by page, on the stack that the first one starts. A command that
 * was typed for an earlier page is not typed again.
 */
describe('the commands of the documentation', () => {
  let folder: string;
  let starting: Promise<Reader>;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-docs-')));
    starting = Reader.start(folder);
    await starting;
  }, 300_000);
  afterAll(async () => {
    // A stack that starts too slowly for the hook above is stopped all the same.
    const reader = await starting.catch(() => undefined);
    await reader?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  // `Reader.start` types this one.
  const typed = new Set(['npm start']);
  const pages = documentationPages().filter(
    (page) => !page.path.startsWith('examples/') && codeBlocks(page).some(holdsCommands),
  );
  for (const page of pages) {
    describe(page.path, () => {
      for (const block of codeBlocks(page).filter(holdsCommands)) {
        const known = new Map<string, string>();
        for (const command of commandsOf(block)) {
          const plain = command.text.replace('npm run shelfcast --', 'shelfcast');
          const { why, instead } = skippedCommands.find((one) => isOf(one, command)) ?? {};
          const name = `${command.line}: ${command.text}`;
          if (why !== undefined) test.skip(`${name} (${why})`);
          else if (!typed.has(plain)) test(name, () => check(command, known));
          if (instead !== undefined) test(`instead: ${instead}`, () => check({ ...command, text: instead }, known));
          if (why === undefined && !hasExamples(plain)) typed.add(plain);
        }
      }
    });
  }

  async function check(command: DocumentedCommand, known: Map<string, string>): Promise<void> {
    const reader = await starting;
    for (const { typed } of preparations.filter(({ page, before }) => isOf({ page, command: before }, command))) {
      const { exitCode, output } = await reader.types(typed);
      expect(exitCode, output).toBe(0);
    }
    const { exitCode, output } = await reader.types(await asReader(command.text, reader, known));
    const error = /^(\w+Error):/.exec(command.output[0] ?? '')?.[1];
    if (error === undefined) expect(exitCode, output).toBe(0);
    else expect(output).toContain(error);
    for (const title of titlesOf(command.output)) expect(output).toContain(title);
  }
});

/** The titles of a table: what stands above its dashes. */
function titlesOf(output: readonly string[]): readonly string[] {
  const dashes = output.findIndex((line) => /^-+( +-+)+$/.test(line));
  return (output[dashes - 1] ?? '').split(/ {2,}/).filter((title) => title !== '');
}
