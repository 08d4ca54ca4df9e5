import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { program } from '../../src/cli/program.ts';
import { commandFault, mentionFault, type Definitions } from '../support/docs/checked-command.ts';
import { codeBlocks, inlineCode } from '../support/docs/code-blocks.ts';
import { commandsOf, holdsCommands, isOf, looksLikeCommands, shellWords } from '../support/docs/commands.ts';
import { documentationPages } from '../support/docs/pages.ts';
import { preparations } from '../support/docs/preparations.ts';
import { skippedCommands } from '../support/docs/skipped-commands.ts';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: object;
};
const definitions: Definitions = { program, scripts: new Set(Object.keys(scripts)) };
const pages = documentationPages();

/** Options of other programs that sentences name, and a command that an example of the page adds. */
const otherPrograms = new Map([
  ['docs/data.md', ['--sizes=1000000,5000000,20000000']],
  ['docs/extending.md', ['shelfcast models count']],
  ['docs/mlflow.md', ['--serve-artifacts']],
  ['docs/models.md', ['--aim=balanced', '--breakfast <folder>', '--validation']],
  ['docs/operations.md', ['--address', '--namespace dev']],
  ['docs/package.md', ['--build-arg BASE_IMAGE=…']],
  ['docs/setup.md', ['--require-hashes']],
  ['docs/testing.md', ['--again']],
]);

describe.each(pages.map((page) => [page.path, page] as const))('%s', (path, page) => {
  const blocks = codeBlocks(page);

  test('its commands exist, with their options and arguments', () => {
    const faults = blocks.filter(holdsCommands).flatMap((block) =>
      commandsOf(block).flatMap(({ line, text }) => {
        const fault = commandFault(text, definitions);
        return fault === undefined ? [] : [`${path}:${line}: ${text}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('what its commands take from the examples is there', () => {
    const words = blocks
      .filter(holdsCommands)
      .flatMap((block) => commandsOf(block).flatMap(({ text }) => shellWords(text)));
    const paths = words.filter((word) => word.startsWith('examples/') && !word.includes('{'));
    expect(paths.filter((one) => !existsSync(new URL(`../../${one}`, import.meta.url)))).toEqual([]);
  });

  test('every block of commands is marked as one', () => {
    expect(blocks.filter(looksLikeCommands).map(({ line }) => `${path}:${line}`)).toEqual([]);
  });

  test('commands and options in its sentences exist', () => {
    const faults = inlineCode(page).flatMap(({ line, code }) => {
      const fault = otherPrograms.get(path)?.includes(code) ? undefined : mentionFault(code, definitions);
      return fault === undefined ? [] : [`${path}:${line}: ${code}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});

test('every exception is still needed', () => {
  const code = new Map(pages.map((page) => [page.path, new Set(inlineCode(page).map((one) => one.code))]));
  for (const [path, exceptions] of otherPrograms) {
    for (const exception of exceptions) {
      expect([path, code.get(path)?.has(exception), mentionFault(exception, definitions)]).toEqual([
        ...[path, true],
        expect.any(String),
      ]);
    }
  }
});

test('every command that is not typed, or prepared for, is one of a page', () => {
  const commands = pages.flatMap((page) => codeBlocks(page).filter(holdsCommands).flatMap(commandsOf));
  const named = [...skippedCommands, ...preparations.map(({ page, before }) => ({ page, command: before }))];
  expect(named.filter((one) => !commands.some((command) => isOf(one, command)))).toEqual([]);
});

describe('what is wrong with a command', () => {
  test.each([
    ['npm run shelfcast -- requests', 'shelfcast has no command requests'],
    ['npm run shelfcast -- models shwo a81f', 'shelfcast models has no command shwo'],
    ['shelfcast request --waits', 'shelfcast request has no option --waits'],
    ['npm start -- --onec', 'shelfcast dev has no option --onec'],
    ['FORCE_COLOR=0 shelfcast status --region', '--region needs a value'],
    ['shelfcast ledger', 'shelfcast ledger needs region'],
    ['shelfcast ledger urban suburban', 'shelfcast ledger takes no suburban'],
    ['shelfcast pause --region urban', 'shelfcast pause needs --reason <text>'],
    ['shelfcast backtest --format pdf', '--format: "pdf" is none of table, json, csv, html'],
    ['shelfcast backtest --windows=none', '--windows: a whole number of at least 1'],
    ['npm run benchmark', 'package.json has no script benchmark'],
  ])('%s', (text, fault) => {
    expect(commandFault(text, definitions)).toBe(fault);
  });

  test.each([
    'shelfcast approve urban/large/fast --reason "looked at"',
    'npm run shelfcast -- backtest compare a.csv b.csv --by promotion',
    'shelfcast schedules sync \\\n  --dry-run',
    'npm start -- --project ../my-project --ui-port 9000',
    'temporal schedule trigger --schedule-id tick/dev/urban',
  ])('nothing: %s', (text) => {
    expect(commandFault(text, definitions)).toBeUndefined();
  });

  test.each([
    ['models list --tga season=spring', 'shelfcast models list has no option --tga'],
    ['--sned', 'no command has an option --sned'],
    ['shelfcast approve', undefined],
    ['--project <folder>', undefined],
    ['status', undefined],
    ['npm install', undefined],
  ])('in a sentence: %s', (code, fault) => {
    expect(mentionFault(code, definitions)).toBe(fault);
  });
});

test('commands of a block, without comments, with what a page says that they print', () => {
  const text = [
    ...['# Page', '', '```console', '$ shelfcast ledger "urban # 1"   # its triggers', 'accepted', '```'],
    ...['  ```sh', '  # first', '  npm start', '  a \\', '    b # c', '  ```', '```', '$ npm start', '```'],
  ].join('\n');
  const blocks = codeBlocks({ path: 'page.md', text });
  expect(blocks.filter(holdsCommands).flatMap(commandsOf)).toEqual([
    { page: 'page.md', line: 4, text: 'shelfcast ledger "urban # 1"', output: ['accepted'] },
    { page: 'page.md', line: 9, text: 'npm start', output: [] },
    { page: 'page.md', line: 10, text: 'a \\\n  b', output: [] },
  ]);
  expect(blocks.filter(looksLikeCommands).map(({ line }) => line)).toEqual([13]);
  expect(shellWords('a "b c" \\\n  d')).toEqual(['a', 'b c', 'd']);
});
