import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { performed, testApp } from '../../support/app.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry } from '../../support/registry.ts';
import { addCountCommand } from './add-count-command.ts';
import { countModels } from './count-models.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const [, guide = ''] = (await readFile(join(checkout, 'docs/extending.md'), 'utf8')).split(
  /^## (?=Operations$|Source kinds$)/m,
);

/** The example as the guide shows it, by the file it belongs in; here it is compiled under other folders. */
const shown = new Map(
  [...guide.matchAll(/```ts\n\/\/ (src\S+)\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => [file, text]),
);
const compiled = new Map([...shown.keys()].map((file) => [`test/app/extending/${file.split('/').at(-1)}`, file]));

/** A text with what it imports as paths below the checkout, those of the example where the guide puts them. */
function resolved(text: string, file: string): string {
  return text.replaceAll(/(from |import\()'(\.[^']+)'/g, (_, before: string, specifier: string) => {
    const path = join(dirname(file), specifier);
    return `${before}'${compiled.get(path) ?? path}'`;
  });
}

test('the guide shows the example that is compiled here', async () => {
  expect([...shown.keys()]).toEqual([
    'src/app/models/count-models.ts',
    'src/cli/models/count-models-command.ts',
    'src/cli/models/add-count-command.ts',
  ]);
  for (const [file, destination] of compiled) {
    const text = await readFile(join(checkout, file), 'utf8');
    expect(resolved(shown.get(destination) ?? '', destination)).toBe(resolved(text, file));
  }
});

test('its operation answers, and its command is there', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const { registry } = database;
  const { record } = registeredModel('abcd1111');
  const { datasetVersion: version, trainingCutoff: cutoff } = record;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await registry.recordDataset({ version, region: 'north', cutoff, manifest, rows: 1, qualityProfile: {}, files: [] });
  await registry.recordModel('dev', record);
  expect(await performed(countModels, testApp({ registry }), { environment: 'dev' })).toEqual({ challenger: 1 });
  const models = new Command('models');
  addCountCommand(models);
  expect(models.commands.map((command) => command.name())).toEqual(['count']);
});
