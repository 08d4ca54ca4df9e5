import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeOn } from '../support/describe-on.ts';
import { postgresPrograms, startPostgresServer, whyNoPostgresServer } from '../support/postgres-server.ts';

const scripts = fileURLToPath(new URL('../../deploy/backup', import.meta.url));

describeOn('a PostgreSQL server', whyNoPostgresServer(), () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-backup-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs a script as the user who runs the server. */
  const script = (
    name: string,
    args: readonly string[],
    { user, environment = {} }: { user?: { uid: number; gid: number } | undefined; environment?: NodeJS.ProcessEnv },
  ) =>
    promisify(execFile)('sh', [join(scripts, name), ...args], {
      ...user,
      cwd: folder,
      env: { ...process.env, PATH: `${postgresPrograms()}:${process.env['PATH']}`, ...environment },
    });

  test('is restored by the scripts of deploy/backup to a moment after its base backup', async () => {
    const archive = join(folder, 'wal');
    const base = join(folder, 'base');
    const moment = await startFilled(archive, base);

    const restored = await startPostgresServer({
      fill: async (data, user) => {
        await script('restore-database.sh', [base, archive, data, moment], { user });
        const again = script('restore-database.sh', [base, archive, data, moment], { user });
        await expect(again).rejects.toMatchObject({ stderr: expect.stringContaining('exists already') as string });
      },
    });
    try {
      await vi.waitFor(
        async () => expect(await ask(restored.url, 'select text from notes order by text')).toEqual(['base', 'before']),
        90_000,
      );
    } finally {
      await restored.stop();
    }
    const nothing = script('restore-database.sh', [archive, archive, join(folder, 'other')], {});
    await expect(nothing).rejects.toMatchObject({ stderr: expect.stringContaining('is no base backup') as string });
  });

  /** A server that archives its log, with a note before its base backup, one after it, and one after the moment that is returned. */
  async function startFilled(archive: string, base: string): Promise<string> {
    const kept = `${archive}/%f`;
    const command = `test ! -f ${kept} && cp %p ${kept}.part && mv ${kept}.part ${kept}`;
    let user: { uid: number; gid: number } | undefined;
    const server = await startPostgresServer({
      settings: ['archive_mode=on', `archive_command=${command}`],
      fill: async (data, own) => {
        user = own;
        await promisify(execFile)('mkdir', ['-p', archive]);
        for (const path of [folder, archive]) if (own) await chown(path, own.uid, own.gid);
        const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
        await promisify(execFile)(join(postgresPrograms()!, 'initdb'), args, { ...own, cwd: folder });
      },
    });
    try {
      const { hostname, port } = new URL(server.url);
      await ask(server.url, 'create table notes (text text)');
      await ask(server.url, "insert into notes values ('base')");
      await script('base-backup.sh', [base], {
        user,
        environment: { PGHOST: hostname, PGPORT: port, PGUSER: 'postgres' },
      });
      await ask(server.url, "insert into notes values ('before')");
      await sleep(20);
      const [now = ''] = await ask(server.url, 'select extract(epoch from clock_timestamp())');
      const moment = new Date(1000 * Number(now)).toISOString();
      await sleep(20);
      await ask(server.url, "insert into notes values ('after')");
      const [segment = ''] = await ask(server.url, 'select pg_walfile_name(pg_switch_wal())');
      await vi.waitFor(async () => expect(await readdir(archive)).toContain(segment), 90_000);
      return moment;
    } finally {
      await server.stop();
    }
  }
});

/** The first column of what a statement answers. */
async function ask(url: string, statement: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows.map(([value]) => String(value));
  } finally {
    await client.end();
  }
}
