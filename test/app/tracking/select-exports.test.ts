import { expect, test } from 'vitest';
import { selectExports } from '../../../src/app/tracking/select-exports.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';

const models = [
  { ...registeredModel('bbbbbbbb', 'fast', 'challenger'), registeredAt: '2025-10-08T00:00:00.000Z' },
  registeredModel('aaaaaaaa'),
];
const exported = {
  runId: 'r',
  modelName: 'm',
  number: '1',
  at: '2025-10-09T00:00:00.000Z',
  standing: { 'shelfcast.stage.dev': 'champion' },
};
const registry = {
  models: () => Promise.resolve(models),
  findModels: ({ prefix = '' }) => {
    const found = models.filter(({ record }) => record.version.startsWith(prefix));
    return Promise.resolve({ total: found.length, models: found });
  },
  modelExports: () => Promise.resolve([{ version: 'aaaaaaaa', exported }]),
};
const chosen = async (wanted: Parameters<typeof selectExports>[2]): Promise<string[]> =>
  (await selectExports(registry, 'mlflow', wanted)).map(({ version, what }) => `${version} ${what}`);

test('without further words what is not there yet; everything, one, or those since a day on demand', async () => {
  expect(await chosen({})).toEqual(['bbbbbbbb model']);
  expect(await chosen({ all: true })).toEqual(['aaaaaaaa model', 'bbbbbbbb model']);
  expect(await chosen({ version: 'aaaa' })).toEqual(['aaaaaaaa model']);
  expect(await chosen({ all: true, since: '2025-10-08' })).toEqual(['bbbbbbbb model']);
});

test('a version that is none is refused', async () => {
  expect(await refusalMessage(() => chosen({ version: 'cccc' }))).toMatch(
    /^UsageError: there is no model version "cccc"/,
  );
});
