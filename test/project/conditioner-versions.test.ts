import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { importedFiles } from '../../src/project/imported-files.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { schemaText } from '../../src/project/schema-text.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const files = {
  'shelfcast.config.ts': `
import { defineProject } from 'shelfcast';
import { z } from 'zod';
import { conditionSales } from './conditioners/index.ts';
import { conditionStores } from './conditioners/stores.ts';
const limit = 1;
export default defineProject({
  name: 'versions', weekStartsOn: 'monday', horizonWeeks: 1, regions: [{ name: 'north', timeZone: 'UTC' }],
  sources: [
    { name: 'sales', kind: 'shipments', landing: 's/*.csv', conditioner: conditionSales,
      row: z.object({ store: z.string(), item: z.string(), week: z.iso.date(), units: z.number().min(0) }) },
    { name: 'stores', kind: 'stores', landing: 't/*.csv', conditioner: conditionStores,
      row: z.object({ store: z.string(), region: z.string(), format: z.string() }) },
    { name: 'items', kind: 'items', landing: 'i/*.csv', conditioner: (table) => table, row: z.object({ item: z.string() }) },
    { name: 'prices', kind: 'known-ahead', landing: 'p/*.csv', conditioner: conditionStores,
      row: z.object({ week: z.string(), price: z.number().refine((price) => price > limit) }) },
  ],
});
`,
  'conditioners/index.ts': "export * from './sales.ts';\nexport * from './stores.ts';\n",
  'conditioners/sales.ts':
    "import { factor } from '../lib/factor.ts';\nexport const conditionSales = (table) => (factor, table);\n",
  'conditioners/stores.ts': 'export const conditionStores = (table) => table;\n',
  'lib/factor.ts': 'export const factor = 2;\n',
};

async function versionsOf(changed: Partial<typeof files> = {}) {
  const directory = await temporaryDirectory();
  for (const [path, text] of Object.entries({ ...files, ...changed })) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return (await loadProject(directory)).conditionerVersions!;
}

test('a version follows only what the conditioner reaches and its schema', async () => {
  const before = await versionsOf();
  // One is written in the configuration, the schema of the other holds a function: they use the version of the whole project.
  expect(Object.keys(before)).toEqual(['sales', 'stores']);
  expect(await versionsOf()).toEqual(before);

  const factor = await versionsOf({ 'lib/factor.ts': 'export const factor = 3;\n' });
  expect([factor['sales'] === before['sales'], factor['stores'] === before['stores']]).toEqual([false, true]);
  const config = await versionsOf({
    'shelfcast.config.ts': files['shelfcast.config.ts'].replace('horizonWeeks: 1', 'horizonWeeks: 2'),
  });
  expect(config).toEqual(before);
  const schema = await versionsOf({
    'shelfcast.config.ts': files['shelfcast.config.ts'].replace('.min(0)', '.min(1)'),
  });
  expect([schema['sales'] === before['sales'], schema['stores'] === before['stores']]).toEqual([false, true]);
});

test('a module whose imports are not all known has no version', async () => {
  const computed = 'export const conditionStores = (table) => table;\nexport const late = (name) => import(name);\n';
  expect(Object.keys(await versionsOf({ 'conditioners/stores.ts': computed }))).toEqual(['sales']);
});

test('relative imports are followed, and what is missing is reported', async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'a.ts'), "import './b.ts';\nimport data from './c.json' with { type: 'json' };\n");
  await writeFile(join(directory, 'b.ts'), "import { table } from 'arquero';\nexport { x } from './gone.ts';\n");
  await writeFile(join(directory, 'c.json'), '{}');
  expect(await importedFiles(join(directory, 'a.ts'))).toEqual({
    files: ['a.ts', 'b.ts', 'c.json'].map((name) => join(directory, name)),
    complete: false,
  });
});

test.each([
  [z.object({ a: z.string() }), z.object({ a: z.string().min(1) })],
  [z.object({ a: z.string() }), z.object({ a: z.string().optional() })],
  [z.object({ a: z.enum(['x']) }), z.object({ a: z.enum(['y']) })],
  [z.object({ a: z.string().regex(/a/) }), z.object({ a: z.string().regex(/b/) })],
  [z.object({ a: z.number().max(1) }), z.strictObject({ a: z.number().max(1) })],
])('schemas that differ have texts that differ', (one, other) => {
  expect(schemaText(one)).toEqual(expect.any(String));
  expect(schemaText(other)).not.toBe(schemaText(one));
});
