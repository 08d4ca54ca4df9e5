import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectDatabase, migrate } from '../../src/adapters/postgres/connect.ts';
import { hashOfBytes } from '../../src/adapters/storage/file-hash.ts';
import { createS3Storage } from '../../src/adapters/storage/objects/s3-storage.ts';
import { parseStorageLocation, type ObjectLocation } from '../../src/adapters/storage/storage-location.ts';
import { composeFolder } from '../../scripts/deploy/compose/read-file.ts';
import { describeOn } from '../support/describe-on.ts';
import { freePort } from '../support/free-port.ts';
import { serverProgram, startServer, type ServerProcess } from '../support/object-stores/server-process.ts';
import { whyNoS3Server } from '../support/object-stores/s3-server.ts';
import { startPostgresServer, whyNoPostgresServer, type PostgresServer } from '../support/postgres-server.ts';
import { whyNoTemporalServer } from '../support/production/temporal-server.ts';

const missing = whyNoPostgresServer() ?? whyNoTemporalServer() ?? whyNoS3Server();

/** The scripts and configurations that deploy/compose mounts into its servers, run by the programs in those images. */
describeOn('the servers of deploy/compose', missing, () => {
  let folder: string;
  let postgres: PostgresServer;
  const started: ServerProcess[] = [];
  const secret = (name: string): string => join(folder, 'secrets', name);
  const password = async (name: string): Promise<string> => readFile(secret(name), 'utf8');
  const port = (): string => new URL(postgres.url).port;
  /** What Temporal's containers have in their environment. */
  const database = (): NodeJS.ProcessEnv => ({
    SQL_HOST: '127.0.0.1',
    SQL_PORT: port(),
    SQL_USER: 'temporal',
    SQL_PASSWORD_FILE: secret('temporal-database-password'),
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-compose-'));
    await copyFile(join(composeFolder, 'make-secrets.sh'), join(folder, 'make-secrets.sh'));
    await runScript(join(folder, 'make-secrets.sh'));
    postgres = await startPostgresServer({ password: await password('postgres-password') });
  });
  afterAll(async () => {
    await Promise.all(started.map((server) => server.stop()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function runScript(path: string, environment: NodeJS.ProcessEnv = {}): Promise<{ stdout: string; stderr: string }> {
    return promisify(execFile)('sh', [path], { env: { ...process.env, ...environment } });
  }

  async function startScript(path: string, port: number, env: NodeJS.ProcessEnv): Promise<void> {
    started.push(await startServer('sh', [path], { port, env }));
  }

  test('secrets are made once, in a folder that only its owner may open', async () => {
    const before = await password('grafana-admin-password');
    await runScript(join(folder, 'make-secrets.sh'));
    expect(await password('grafana-admin-password')).toBe(before);
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
    expect((await readdir(join(folder, 'secrets'))).sort()).toEqual([
      ...['grafana-admin-password', 'object-store-credentials', 'postgres-password'],
      ...['registry-database-password', 'temporal-database-password'],
    ]);
    expect(before).toMatch(/^[0-9a-f]{48}$/);
  });

  test("PostgreSQL's first start makes the databases; Temporal's server starts on them", async () => {
    await runScript(join(composeFolder, 'postgres/databases.sh'), {
      PGHOST: '127.0.0.1',
      PGPORT: port(),
      PGPASSWORD: await password('postgres-password'),
      SECRETS: join(folder, 'secrets'),
    });
    const programs = serverProgram('temporalServer')!;
    const tool = { ...database(), TEMPORAL_SQL_TOOL: join(programs, 'sql') };
    await runScript(join(composeFolder, 'temporal/tables.sh'), tool);
    // As when the containers start again.
    await runScript(join(composeFolder, 'temporal/tables.sh'), tool);

    const [frontend, metrics] = [await freePort(), await freePort()];
    const services = ['FRONTEND_MEMBERSHIP', 'MATCHING', 'MATCHING_MEMBERSHIP', 'HISTORY', 'HISTORY_MEMBERSHIP'];
    const ports = Object.fromEntries(
      await Promise.all(
        [...services, 'WORKER', 'WORKER_MEMBERSHIP'].map(async (name) => [`${name}_PORT`, String(await freePort())]),
      ),
    ) as NodeJS.ProcessEnv;
    await startScript(join(composeFolder, 'temporal/start.sh'), frontend, {
      ...database(),
      ...ports,
      TEMPORAL_SERVER: join(programs, 'server'),
      FRONTEND_ADDRESS: '127.0.0.1',
      FRONTEND_PORT: String(frontend),
      METRICS_ADDRESS: `127.0.0.1:${metrics}`,
    });
    const connection = Connection.lazy({ address: `127.0.0.1:${frontend}` });
    await vi.waitFor(
      async () => {
        const { clusterName } = await connection.workflowService.getClusterInfo({});
        expect(clusterName).toBe('active');
      },
      { timeout: 180_000, interval: 200 },
    );
    await connection.close();
    expect(await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text()).toContain('service_name="history"');
  });

  test('a database is closed to the user of another one', async () => {
    const client = new pg.Client({
      connectionString: `postgres://temporal:${await password('temporal-database-password')}@127.0.0.1:${port()}/shelfcast`,
    });
    await expect(client.connect()).rejects.toThrow('permission denied for database');
  });

  test("the registry's password is in a file, and a new one holds without a restart", async () => {
    const file = join(folder, 'registry password');
    await writeFile(file, `${await password('registry-database-password')}\n`);
    const db = connectDatabase(`postgres://shelfcast@127.0.0.1:${port()}/shelfcast`, 1, file);
    await migrate(db);
    const changed = 'with @, / and a %';
    await sql`alter role shelfcast password ${sql.lit(changed)}`.execute(db);
    await writeFile(file, changed);
    // Connections that are open end; the next query needs the new password.
    await postgres.crash();
    const ask = () => sql<{ user: string }>`select current_user as user`.execute(db);
    expect((await ask().catch(ask)).rows).toEqual([{ user: 'shelfcast' }]);
    await db.destroy();
  });

  test('the object store has the bucket, and takes the keys of its clients', async () => {
    const objectsPort = await freePort();
    const objects = join(folder, 'objects');
    await mkdir(objects);
    await startScript(join(composeFolder, 'objects/start.sh'), objectsPort, {
      OBJECTS_FOLDER: objects,
      OBJECTS_PORT: `127.0.0.1:${objectsPort}`,
      OBJECTS_CREDENTIALS_FILE: secret('object-store-credentials'),
      VERSITYGW: serverProgram('s3Server')!,
    });
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${objectsPort}/health`)).ok).toBe(true), {
      timeout: 90_000,
    });
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', secret('object-store-credentials'));
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const environment = { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${objectsPort}`, AWS_REGION: 'us-east-1' };
    const storage = createS3Storage(parseStorageLocation('s3://shelfcast/artifacts') as ObjectLocation, environment);
    const bytes = Buffer.from('b');
    await storage.write('a', bytes, { contentType: 'text/plain', hash: hashOfBytes(bytes) });
    expect(await readFile(join(objects, 'shelfcast/artifacts/a'), 'utf8')).toBe('b');
    vi.unstubAllEnvs();
  });
});
