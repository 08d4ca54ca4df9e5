import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createActivityJobs } from '../../src/activities/activity-context.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import { scanLanding } from '../../src/activities/scan-landing.ts';
import { hashOfBytes } from '../../src/adapters/storage/file-hash.ts';
import { openLanding } from '../../src/adapters/storage/open-storage.ts';
import { createS3Storage } from '../../src/adapters/storage/objects/s3-storage.ts';
import { parseStorageLocation, type ObjectLocation } from '../../src/adapters/storage/storage-location.ts';
import type { ObjectStorage } from '../../src/adapters/storage/objects/object-storage.ts';
import type { LandingScan } from '../../src/contracts/watch.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { createChildProcessRunner } from '../../src/processes/run-job.ts';
import { describeOn } from '../support/describe-on.ts';
import { startTestRegistry } from '../support/registry.ts';
import { startS3Server, whyNoS3Server, type S3Server } from '../support/object-stores/s3-server.ts';
import { reportOf, shelfcast } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';

const landing = 's3://shelfcast-test/raw/files';
const artifacts = 's3://shelfcast-test/artifacts';

/** A whole cycle by the real command, its jobs in real processes, with landing and artifacts in S3. */
describeOn('a cycle in S3', whyNoS3Server(), () => {
  let folder: string;
  let server: S3Server;
  let project: SmallProject;
  let raw: ObjectStorage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-s3-cycle-'));
    server = await startS3Server(join(folder, 'server'));
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
    vi.stubEnv('SHELFCAST_ARTIFACTS', artifacts);
    project = await createSmallProject({
      directory: join(folder, 'project'),
      config: `landingDirectory: '${landing}',`,
    });
    raw = createS3Storage(parseStorageLocation(landing) as ObjectLocation, process.env);
    const files = await readdir(project.landingDirectory, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      await deliver(join(file.parentPath, file.name));
    }
    await rm(project.landingDirectory, { recursive: true });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function deliver(path: string): Promise<void> {
    const bytes = await readFile(path);
    const key = relative(project.landingDirectory, path);
    await raw.write(key, bytes, { contentType: 'text/csv', hash: hashOfBytes(bytes) });
  }

  async function cycle() {
    const result = await shelfcast('run', '--local', '-p', project.directory, '--region', 'north', '--json');
    expect([result.exitCode, result.stderr]).toEqual([0, expect.any(String)]);
    expect(result.stdout + result.stderr).not.toContain(server.environment['AWS_SECRET_ACCESS_KEY']);
    return reportOf(result).cycles[0]!;
  }

  test('reads landing there, publishes there, and leaves nothing of it in folders', async () => {
    const first = await cycle();
    expect(first.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
    const uri = first.forecasts.uri ?? '';
    expect(uri).toMatch(/^s3:\/\/shelfcast-test\/artifacts\/published\/forecasts\/.*\/north\/[\d-]+\.csv$/);
    const published = await openLanding(artifacts, { directory: join(folder, 'reader') });
    const file = await published.find(uri.slice(artifacts.length + 1));
    const parts = await Array.fromAsync(published.open(file!));
    expect(Buffer.concat(parts).toString().trim().split('\n')).toHaveLength(1 + 24);
    expect(existsSync(join(project.directory, '.shelfcast/artifacts'))).toBe(false);
  });

  test('a file that arrives there is taken by the next cycle, whose segments retrain for it', async () => {
    await deliver(await project.deliverWeek(1));
    const next = await cycle();
    expect(next.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));
    expect(next.forecasts.uri).toMatch(/2025-10-13\.csv$/);
  });

  test('the watch sees what arrives there, once it has settled, and reports whom it is about', async () => {
    const loaded = await loadProject(project.directory);
    const database = await startTestRegistry();
    const { registry, landingFiles } = database;
    const ports = {
      ...{ project: loaded, registry, landingFiles },
      landing: await openLanding(landing, { directory: join(folder, 'watch') }),
      jobs: createActivityJobs(
        createChildProcessRunner({ jobsVersion: loaded.jobsVersion, env: { SHELFCAST_PROJECT: project.directory } }),
      ),
    } as unknown as ActivityPorts;
    let now = Date.UTC(2026, 0, 1);
    const look = async (): Promise<LandingScan> => {
      const scan = () => scanLanding(ports, { environment: 'dev' }, new Date((now += 60_000)));
      return new MockActivityEnvironment().run<[], LandingScan, typeof scan>(scan);
    };
    try {
      expect(await look()).toMatchObject({ files: 5, settling: 5, changes: [] });
      const { changes, upTo } = await look();
      expect(changes.map(({ region, files }) => `${region} ${files}`)).toEqual(['north 5', 'south 5']);
      await landingFiles.markSignalled('dev', upTo ?? '');
      await deliver(await project.write('sales/late.csv', 'store,item,week,units\nn1,apples,2025-10-13,9\n'));
      expect(await look()).toMatchObject({ files: 6, settling: 1, changes: [] });
      expect((await look()).changes).toMatchObject([{ region: 'north', examples: ['sales/late.csv (2025-10-13)'] }]);
    } finally {
      await database.stop();
    }
  });
});
