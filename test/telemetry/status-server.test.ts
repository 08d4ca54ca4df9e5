import { get } from 'node:http';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startStatusServer, type Readiness } from '../../src/telemetry/status-server.ts';
import { statusAddress, StatusAddressError } from '../../src/telemetry/status-settings.ts';

test('is alive at once, ready when it says so, and serves metrics', async () => {
  let readiness: Readiness = { ready: false, parts: { 'dev/training': 'initialized' } };
  const server = await startStatusServer({
    port: 0,
    readiness: () => readiness,
    metrics: () => Promise.resolve('shelfcast_registry_up 1\n'),
  });
  onTestFinished(() => server.close());
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(`${server.url}${path}`, { method });
    return [answer.status, await answer.text()];
  };

  expect(await ask('/livez')).toEqual([200, '{"status":"ok"}\n']);
  expect(await ask('/readyz')).toEqual([503, '{"status":"not ready","parts":{"dev/training":"initialized"}}\n']);
  readiness = { ready: true, parts: { 'dev/training': 'ok' } };
  expect(await ask('/readyz')).toEqual([200, '{"status":"ok","parts":{"dev/training":"ok"}}\n']);
  expect(await ask('/metrics')).toEqual([200, 'shelfcast_registry_up 1\n']);
  expect(await ask('/secrets')).toMatchObject([404, expect.stringContaining('there is no /secrets')]);
  expect((await ask('/livez', 'POST'))[0]).toBe(405);
});

test('a path that is no address is not found, and the server stays', async () => {
  const server = await startStatusServer({
    port: 0,
    readiness: () => ({ ready: true, parts: {} }),
    metrics: () => Promise.resolve(''),
  });
  onTestFinished(() => server.close());
  const { hostname, port } = new URL(server.url);
  const status = await new Promise((resolve, reject) => {
    get({ host: hostname, port, path: '//' }, (response) => resolve(response.statusCode)).once('error', reject);
  });
  expect(status).toBe(404);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
});

test('a part that throws is answered, and the server stays', async () => {
  const server = await startStatusServer({
    port: 0,
    readiness: () => Promise.reject(new Error('no registry')),
    metrics: () => Promise.resolve(''),
  });
  onTestFinished(() => server.close());
  const answer = await fetch(`${server.url}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([500, { error: 'no registry' }]);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  onTestFinished(() => void other.close());
  const started = startStatusServer({
    port,
    readiness: () => ({ ready: true, parts: {} }),
    metrics: () => Promise.resolve(''),
  });
  await expect(started).rejects.toThrow('EADDRINUSE');
});

test('the address comes from two variables; without the port there is none', () => {
  expect(statusAddress({})).toBeUndefined();
  expect(statusAddress({ SHELFCAST_STATUS_PORT: '' })).toBeUndefined();
  expect(statusAddress({ SHELFCAST_STATUS_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(statusAddress({ SHELFCAST_STATUS_PORT: '9464', SHELFCAST_STATUS_HOST: '0.0.0.0' })).toEqual({
    host: '0.0.0.0',
    port: 9464,
  });
  for (const port of ['http', '0', '70000', '94.6']) {
    expect(() => statusAddress({ SHELFCAST_STATUS_PORT: port })).toThrow(StatusAddressError);
  }
});
