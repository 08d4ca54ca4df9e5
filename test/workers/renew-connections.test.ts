import type { NativeConnection } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { renewConnections } from '../../src/workers/renew-connections.ts';
import type { WorkerConnections } from '../../src/workers/connect-servers.ts';

/** Connections that differ by their names. */
const connection = (name: string) => ({ name }) as unknown as NativeConnection;

test('workers get the new connection of their environment, also where another environment fails; the others keep theirs', async () => {
  const current = new Map(['dev', 'prod'].map((environment) => [environment, connection(`old ${environment}`)]));
  const workers = ['dev', 'prod', 'dev'].map((environment) => ({
    environment,
    worker: { connection: current.get(environment)! },
  }));
  const stopping = new AbortController();
  const said: string[] = [];
  const log = {
    info: (_: object, text: string) => void said.push(text),
    warn: (_: object, text: string) => void said.push(text),
  };
  const looks = [
    () => Promise.resolve([]),
    () => {
      // The server of dev is connected again before that of prod cannot be.
      current.set('dev', connection('new dev'));
      return Promise.reject(new Error('half a file'));
    },
  ];
  const renew = () => {
    const look = looks.shift();
    if (look) return look();
    stopping.abort();
    return Promise.resolve([]);
  };
  const of = (environment: string) => ({ connection: current.get(environment) });
  const servers = { renew, of } as unknown as WorkerConnections;
  await renewConnections({ servers, workers, everyMs: 1, log: log as never }, stopping.signal);
  expect(workers.map(({ worker }) => worker.connection)).toEqual([
    connection('new dev'),
    connection('old prod'),
    connection('new dev'),
  ]);
  const again = 'connected again: the address or credentials of the server have changed';
  expect(said).toEqual([
    'changed credentials of a server cannot be used yet; its connections stay as they were',
    ...[again, again],
  ]);
});
