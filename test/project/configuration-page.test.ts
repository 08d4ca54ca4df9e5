import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { configurationOptions } from '../../scripts/configuration/options.ts';
import { configurationPage, optionsWithoutNote } from '../../scripts/configuration/page.ts';
import { noteOf, optionNotes } from '../../src/project/option-notes/index.ts';

test('there is a note on every option, and no note on anything else', () => {
  expect(optionsWithoutNote()).toEqual([]);
  const noted = new Set(configurationOptions().map(({ path }) => noteOf(path)));
  expect(Object.entries(optionNotes).flatMap(([path, note]) => (noted.has(note) ? [] : [path]))).toEqual([]);
});

test('every option that may be left out says what holds then, and every number its range', () => {
  const options = configurationOptions();
  const silent = options.filter(
    ({ path, isRequired, fallback }) => !isRequired && fallback === undefined && noteOf(path)?.fallback === undefined,
  );
  expect(silent.map(({ path }) => path)).toEqual([]);
  expect(options.flatMap(({ path, range }) => ((noteOf(path)?.range ?? range) === '' ? [path] : []))).toEqual([]);
});

test('an option is read as the schema has it', () => {
  const of = (path: string) => configurationOptions().find((option) => option.path === path);
  expect(of('horizonWeeks')).toEqual({
    path: 'horizonWeeks',
    isRequired: true,
    range: 'whole number, 1 to 52',
    fallback: undefined,
  });
  expect(of('gate.maxMape')).toMatchObject({ isRequired: false, range: 'above 0', fallback: '0.45' });
  expect(of('sources[].checks[range].maxShare')).toMatchObject({ range: '0 to 1', fallback: '0' });
  expect(of('sources[].repeatedWeek')).toMatchObject({ range: "'corrections', 'parts'" });
  expect(of('environments.<name>.promotion')).toMatchObject({ range: "'automatic', 'manual'" });
});

test('docs/configuration.md is what the schema and the notes say: otherwise run npm run docs:configuration', async () => {
  const file = join(import.meta.dirname, '../../docs/configuration.md');
  const written = await format(configurationPage(), { ...(await resolveConfig(file)), parser: 'markdown' });
  expect(await readFile(file, 'utf8')).toBe(written);
});
