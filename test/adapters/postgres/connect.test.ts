import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/adapters/postgres/connect.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeEach(async () => {
  database = await startTestRegistry();
});
afterEach(() => database.stop());

/** A way to the database whose connections can be cut, as a database that is killed cuts them. */
async function startWay(): Promise<{ url: string; cut(): void; stop(): void }> {
  const url = new URL(database.url);
  const port = Number(url.port);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    sockets.add(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stop: () => void server.close(),
  };
}

test('a connection that is lost in use fails its work alone, and the next query opens another', async () => {
  const way = await startWay();
  const db = connectDatabase(way.url, 1);
  // Without anybody who listens, the lost connection would end the process: here, fail the test.
  const lost = db.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    way.cut();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await sql`select 2`.execute(transaction);
  });
  await expect(lost).rejects.toThrow();
  const { rows } = await sql<{ three: number }>`select 3 as three`.execute(db);
  expect(rows).toEqual([{ three: 3 }]);
  await db.destroy();
  way.stop();
});
