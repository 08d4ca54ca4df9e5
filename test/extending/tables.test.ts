import { cp, copyFile, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as ErrorKinds from '../../src/contracts/error-kinds.ts';
import type * as FillByKind from '../../src/datasets/snapshot/fill-by-kind.ts';
import type * as CheckRules from '../../src/datasets/quality/check-rules.ts';
import type * as QualitySchema from '../../src/project/quality-schema.ts';
import type * as SourceKinds from '../../src/contracts/source-kinds.ts';
import { createSeriesGrid } from '../../src/datasets/snapshot/series-grid.ts';
import type { DatasetPorts } from '../../src/datasets/ports.ts';
import type { Panel } from '../../src/forecasting/panel.ts';
import { errorClasses } from '../support/error-classes.ts';
import { blocksOf, putBlock, type ExampleBlock } from './example-blocks.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const guide = await readFile(join(checkout, 'docs/extending.md'), 'utf8');
const kindBlocks = blocksOf(guide, 'Source kinds');
const checkBlocks = blocksOf(guide, 'Data-quality checks');
const errorBlocks = blocksOf(guide, 'Errors');

const all = [...kindBlocks, ...checkBlocks, ...errorBlocks];

/** A copy of the sources with the examples in it. */
let copy = '';
/** Files that do not compile with the first block of each example alone, and with all of them. */
let unfinished: readonly string[] = [];
let finished: readonly string[] = [];

const isDeclaration = ({ into }: ExampleBlock) => into === 'kinds' || into === 'CheckOptions';

beforeAll(async () => {
  copy = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-extended-')));
  await cp(join(checkout, 'src'), join(copy, 'src'), { recursive: true });
  await cp(join(checkout, 'scripts/setup'), join(copy, 'scripts/setup'), { recursive: true });
  await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  await copyFile(join(checkout, 'package.json'), join(copy, 'package.json'));
  for (const one of all.filter(isDeclaration)) await putBlock(copy, one);
  const [notYet, program] = faultyFiles();
  unfinished = notYet;
  for (const one of all.filter((block) => !isDeclaration(block))) await putBlock(copy, one);
  [finished] = faultyFiles(program);
});

afterAll(() => rm(copy, { recursive: true, force: true }));

function faultyFiles(before?: ts.Program): readonly [files: readonly string[], ts.Program] {
  const { config } = ts.readConfigFile(join(checkout, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: unknown };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, copy);
  const roots = [
    'contracts/quality.ts',
    'datasets/conditioning/day-check.ts',
    'datasets/quality/check-rules.ts',
    'datasets/snapshot/fill-by-kind.ts',
    'project/quality-schema.ts',
  ].map((path) => join(copy, 'src', path));
  const created = all.filter(({ into, isEnd }) => into === undefined && !isEnd).map(({ file }) => join(copy, file));
  const program = ts.createProgram(roots, options, undefined, before);
  const looked = [...roots, ...created.filter((file) => ts.sys.fileExists(file))];
  const faulty = looked.filter((file) => program.getSemanticDiagnostics(program.getSourceFile(file)).length > 0);
  return [faulty.map((file) => relative(copy, file)).sort(), program];
}

async function extended<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(join(copy, path)).href)) as Module;
}

test('the tables that lack a kind, a check or an error do not compile, and those with the examples do', () => {
  expect(unfinished).toEqual([
    'src/contracts/quality.ts',
    'src/datasets/conditioning/day-check.ts',
    'src/datasets/quality/check-rules.ts',
    'src/datasets/snapshot/fill-by-kind.ts',
    'src/project/quality-schema.ts',
  ]);
  expect(finished).toEqual([]);
});

test('the tables of the guide name the files', () => {
  const filesOf = (blocks: readonly ExampleBlock[]) => [...new Set(blocks.map(({ file }) => file))];
  for (const file of filesOf([...kindBlocks, ...checkBlocks])) {
    expect(guide).toMatch(file.replace(/fill-states|zeros/, (name) => (name === 'zeros' ? '<check>' : 'fill-<kind>')));
  }
  // The rest of six, six and three are documentation and tests.
  expect([kindBlocks, checkBlocks, errorBlocks].map((blocks) => filesOf(blocks).length)).toEqual([4, 5, 2]);
});

test('a source of the new kind gets onto the grid', async () => {
  const { sourceKinds } = await extended<typeof SourceKinds>('src/contracts/source-kinds.ts');
  expect(sourceKinds).toContain('store-states');
  const { fillByKind, filledKinds } = await extended<typeof FillByKind>('src/datasets/snapshot/fill-by-kind.ts');
  expect(filledKinds).toContain('store-states');

  const text = (name: string) => ({ name, type: 'text', optional: false }) as const;
  const standardColumns = [text('store'), text('week'), { name: 'metres', type: 'number', optional: false }];
  const table = {
    store: ['s1', 's1', 's2'],
    week: ['2025-01-06', '2025-01-20', '2025-01-13'],
    metres: Float64Array.of(100, 140, 60),
  };
  const series = ['s1', 's2'].map((store) => ({ format: 'large', store, item: 'apples' }));
  const ports = {
    store: { localPath: () => Promise.resolve('states.parquet') },
    tables: { readParquet: () => Promise.resolve(table) },
  } as unknown as DatasetPorts;
  type Files = Parameters<typeof fillByKind>[0];
  type Ground = Parameters<typeof fillByKind>[1];
  const files = { source: { kind: 'store-states', standardColumns }, files: [{}] } as unknown as Files;
  const grid = createSeriesGrid(series, { first: '2025-01-06', cutoff: '2025-01-20', horizonWeeks: 1 });
  const { columns } = await fillByKind(files, { ports, grid } as unknown as Ground);
  expect([...columns['metres']!]).toEqual([100, 100, 140, 140, Number.NaN, 60, 60, 60]);
});

test('the new check counts and judges, and its options have a schema', async () => {
  const { checkSchema } = await extended<typeof QualitySchema>('src/project/quality-schema.ts');
  const declared = checkSchema.parse({ check: 'zeros', maxShare: 0.5 });
  const { ruleOf } = await extended<typeof CheckRules>('src/datasets/quality/check-rules.ts');
  const { count, judge } = ruleOf(declared);
  const panel = { weeks: ['2025-01-06', '2025-01-13'], cutoffIndex: 1, units: Float64Array.of(3, 0, 0, 4, 1, 0) };
  const counted = { all: 0, met: 0 };
  count?.(panel as unknown as Panel, declared, ['units'], counted);
  expect(judge(declared, { counted } as unknown as Parameters<typeof judge>[1])).toEqual({
    passed: false,
    detail: '66.7% of 3 values in the cutoff week are zero, limit 50%',
  });
});

test('the new error is found, and has its kind', async () => {
  expect(await errorClasses(join(copy, 'src'))).toContain('FileLockedError');
  const { errorKindOf } = await extended<typeof ErrorKinds>('src/contracts/error-kinds.ts');
  expect(errorKindOf('FileLockedError')).toEqual({ retry: 'while-it-lasts' });
});
