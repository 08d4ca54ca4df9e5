import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collectGarbage } from '../../../src/processes/collect-garbage.ts';
import { serveDatabase, type DatabaseServer } from '../../../src/state/database/serve-database.ts';
import { freePort } from '../../support/free-port.ts';

describe('the embedded database, served to several connections', () => {
  let database: PGlite;
  let server: DatabaseServer;
  let pools: pg.Pool[];
  let url: string;

  beforeAll(async () => {
    database = await PGlite.create();
    await database.exec('create table entries (writer int, number int, note text, primary key (writer, number))');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const port = await freePort();
    server = await serveDatabase(database, port);
    url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    pools = [];
    await database.exec('truncate entries');
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server.stop();
  });

  /** A pool as a worker process has one. */
  function connect(max = 4): pg.Pool {
    const pool = new pg.Pool({ connectionString: url, max });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  }
  const count = async (): Promise<number> => {
    const { rows } = await database.query<{ count: number }>('select count(*)::int as count from entries');
    return rows[0]?.count ?? 0;
  };

  test('answers are not kept once they are sent', async () => {
    const [one, note] = [connect(1), 'n'.repeat(200_000)];
    await one.query('insert into entries values (1, 1, $1)', [note]);
    const read = async (times: number): Promise<number> => {
      for (let index = 0; index < times; index += 1) await one.query('select note from entries');
      collectGarbage('major');
      return process.memoryUsage().heapUsed;
    };
    const before = await read(10);
    expect(await read(200)).toBeLessThan(before + 100 * note.length);
  });

  test('statements of many connections at once do not get into each other', async () => {
    const writers = [connect(), connect(), connect()];
    // Longer than a packet, so that the network cuts it.
    const note = 'n'.repeat(200_000);
    await Promise.all(
      writers.flatMap((pool, writer) =>
        Array.from({ length: 60 }, async (_, number) => {
          await pool.query('insert into entries values ($1, $2, $3)', [writer, number, number % 10 === 0 ? note : 'x']);
          const { rows } = await pool.query<{ number: number }>(
            'select number from entries where writer = $1 and number = $2',
            [writer, number],
          );
          expect(rows).toEqual([{ number }]);
        }),
      ),
    );
    expect(await count()).toBe(180);
  });

  test('a transaction has the database to itself from its beginning to its end', async () => {
    const pool = connect();
    const increment = async (): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const { rows } = await client.query<{ top: number }>('select coalesce(max(number), 0) as top from entries');
        await client.query('insert into entries values (1, $1, null)', [(rows[0]?.top ?? 0) + 1]);
        await client.query('commit');
      } finally {
        client.release();
      }
    };
    await Promise.all(Array.from({ length: 40 }, increment));
    expect(await count()).toBe(40);
  });

  test('an error is answered, and does not affect the others', async () => {
    const [one, other] = [connect(), connect()];
    const failing = Array.from({ length: 20 }, () =>
      one.query('select $1::int / 0', [1]).catch((error: unknown) => error),
    );
    const working = Array.from({ length: 20 }, (_, number) =>
      other.query('insert into entries values (1, $1, null)', [number]),
    );
    const errors = await Promise.all(failing);
    await Promise.all(working);
    expect(errors.every((error) => error instanceof Error && error.message === 'division by zero')).toBe(true);
    expect(await count()).toBe(20);
  });

  test('a transaction that failed is over with its rollback', async () => {
    const pool = connect();
    const client = await pool.connect();
    await client.query('begin');
    await expect(client.query('select 1 from nowhere')).rejects.toThrow('nowhere');
    const waiting = pool.query('insert into entries values (1, 1, null)');
    await expect(client.query('select 1')).rejects.toThrow('current transaction is aborted');
    await client.query('rollback');
    client.release();
    await waiting;
    expect(await count()).toBe(1);
  });

  test('a client that goes in the middle of a transaction takes nothing along but that', async () => {
    const [one, other] = [connect(), connect()];
    const client = await one.connect();
    client.on('error', () => undefined);
    await client.query('begin');
    await client.query('insert into entries values (1, 1, null)');
    const waiting = other.query('insert into entries values (2, 1, null)');
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await waiting;
    client.release(true);
    const { rows } = await other.query('select writer from entries');
    expect(rows).toEqual([{ writer: 2 }]);
  });

  test('what is not the protocol is shown the door', async () => {
    const { hostname, port } = new URL(url);
    const response = await fetch(`http://${hostname}:${port}/`).catch((error: unknown) => error);
    expect(response).toBeInstanceOf(Error);
    await connect().query('select 1');
  });
});
