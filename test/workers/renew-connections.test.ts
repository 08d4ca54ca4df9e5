import type { NativeConnection } from '@temporalio/worker';
import { expect, test, vi } from 'vitest';
import { renewConnections } from '../../src/workers/renew-connections.ts';
import type { WorkerConnections } from '../../src/workers/connect-servers.ts';

/** Connections that differ by their names. */
const connection = (name: string) => ({ name }) as unknown as NativeConnection;

test('workers of an environment with other credentials get its new connection, those of others keep theirs', async () => {
  const workers = ['dev', 'prod', 'dev'].map((environment) => ({
    environment,
    worker: { connection: connection('old') },
  }));
  const answers = [[], new Error('half a file'), ['dev']];
  const stopping = new AbortController();
  const said: string[] = [];
  const log = {
    info: (_: object, text: string) => void said.push(text),
    warn: (_: object, text: string) => void said.push(text),
  };
  const renew = vi.fn(() => {
    const answer = answers.shift();
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer) return Promise.resolve(answer);
    stopping.abort();
    return Promise.resolve([]);
  });
  const of = (environment: string) => ({ connection: connection(`new ${environment}`) });
  const servers = { renew, of } as unknown as WorkerConnections;
  await renewConnections({ servers, workers, everyMs: 1, log: log as never }, stopping.signal);
  expect(workers.map(({ worker }) => worker.connection)).toEqual([
    connection('new dev'),
    connection('old'),
    connection('new dev'),
  ]);
  expect(said).toEqual([
    'changed credentials of a server cannot be used yet; the connections stay as they were',
    'connected again: the address or credentials of the server have changed',
  ]);
});
