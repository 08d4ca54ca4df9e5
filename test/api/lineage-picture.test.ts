import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../src/api/create-server.ts';
import type { LineageRecords } from '../../src/ports/lineage-records.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { testApp } from '../support/app.ts';

const facts = { version: 'd1d1d1d1', region: 'north', cutoff: '2026-11-09', rows: 9, createdAt: '' };
const lineage: Partial<LineageRecords> = {
  datasetFacts: () => Promise.resolve([facts]),
  filesOf: () =>
    Promise.resolve([{ datasetVersion: facts.version, source: 'sales', path: 'sales/a.csv', contentHash: 'aa' }]),
  modelsOn: () => Promise.resolve([]),
  forecastsBy: () => Promise.resolve([]),
  forecastsOn: () => Promise.resolve([]),
  evaluationsOf: () => Promise.resolve([]),
};
let server: FastifyInstance;

beforeAll(async () => {
  const registry = { ...lineage, findDatasets: () => Promise.resolve([facts]) } as unknown as Registry;
  server = await createServer({
    appFor: (actor) => testApp({ registry, actor }),
    authenticate: (authorization) =>
      Promise.resolve({
        ...{ actor: 'rita', role: 'reader' },
        ...(authorization === 'Bearer of-prod' ? { environments: ['prod'] } : {}),
      }),
    ...{ hosts: new Set(['127.0.0.1']), version: '1.2.3', log: pino({ level: 'silent' }) },
  });
});
afterAll(() => server.close());

const draw = (payload: object, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({
    ...{ method: 'POST', url: '/api/v1/lineage/picture', payload },
    headers: { host: '127.0.0.1', ...headers },
  });
const wanted = { start: { kind: 'dataset', wanted: 'd1d1' }, direction: 'both' };

test('a lineage is drawn, each box with the id of its node', async () => {
  const { statusCode, headers, body } = await draw(wanted);
  expect([statusCode, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(body).toContain('<g id="dataset%3Ad1d1d1d1" class="node kind&#45;dataset">');
  expect(body).toContain('sales/a.csv');
});

test('it refuses what the table of it refuses', async () => {
  expect((await draw({ ...wanted, direction: 'sideways' })).json()).toMatchObject({
    status: 400,
    code: 'invalid-input',
  });
  const ofProd = await draw(wanted, { authorization: 'Bearer of-prod' });
  expect(ofProd.json()).toMatchObject({ status: 403, code: 'other-environment' });
});
