import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import pg from 'pg';
import { serverProgram } from './object-stores/server-process.ts';
import { freePort } from './free-port.ts';

/** A PostgreSQL server on loopback, with a cluster of its own. */
export interface PostgresServer {
  /** URL of the database that every server has. */
  readonly url: string;
  /** An empty database; its URL. */
  createDatabase(): Promise<string>;
  /** Ends every connection to it at once and starts again on the same port and data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Of the superuser; with it everybody needs one. Default: nobody does. */
  readonly password?: string;
  /** `name=value`, e.g. `archive_mode=on`. Default none. */
  readonly settings?: readonly string[];
  /** Fills the data folder, as the user who runs the server; default: an empty cluster. */
  readonly fill?: (data: string, user: { uid: number; gid: number } | undefined) => Promise<void>;
}

/** Folder of PostgreSQL's programs, as the set-up for these tests found or made it. */
export function postgresPrograms(): string | undefined {
  return serverProgram('postgres');
}

/** The server refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return { uid: 65_534, gid: 65_534 };
  }
}

/** Why there is no PostgreSQL server to test against; `undefined` where there is one. */
export function whyNoPostgresServer(): string | undefined {
  return postgresPrograms() === undefined ? 'no PostgreSQL; "npm run test:stack" sets it up' : undefined;
}

export async function startPostgresServer({
  settings = [],
  fill,
  password,
}: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = postgresPrograms()!;
  const user = unprivileged();
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-postgres-')));
  if (user) await chown(directory, user.uid, user.gid);
  const options = { ...user, cwd: directory };
  const data = join(directory, 'data');
  const makeCluster = async (): Promise<void> => {
    const file = join(directory, 'password');
    if (password !== undefined) await writeFile(file, password);
    const authentication = password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', '--pwfile', file];
    const args = ['-D', data, '-U', 'postgres', ...authentication, '-E', 'UTF8', '--no-sync'];
    await promisify(execFile)(join(folder, 'initdb'), args, options);
  };
  await (fill?.(data, user) ?? makeCluster());
  const port = await freePort();
  const superuser = password === undefined ? 'postgres' : `postgres:${password}`;
  const url = (database: string): string => `postgres://${superuser}@127.0.0.1:${port}/${database}`;

  async function start() {
    // Without a socket in the file system, whose path could be too long.
    const args = [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      '',
      '-F',
      ...settings.flatMap((one) => ['-c', one]),
    ];
    const child = spawn(join(folder, 'postgres'), args, { ...options, stdio: 'ignore' });
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await ask('select 1');
        return child;
      } catch (error) {
        if (child.exitCode !== null || Date.now() > deadline) throw error;
      }
      await sleep(50);
    }
  }

  async function ask(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: url('postgres') });
    try {
      await client.connect();
      await client.query(statement);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  let child = await start();
  const end = async (): Promise<void> => {
    const ended = once(child, 'exit');
    // The immediate shutdown: connections are cut, and the next start recovers from its log.
    child.kill('SIGQUIT');
    await ended;
  };
  return {
    url: url('postgres'),
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await ask(`create database ${name}`);
      return url(name);
    },
    async crash() {
      await end();
      child = await start();
    },
    async stop() {
      await end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
