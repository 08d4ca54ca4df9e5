import { appendFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { vi } from 'vitest';
import { hashOfBytes } from '../../../src/adapters/storage/file-hash.ts';
import { createS3Storage } from '../../../src/adapters/storage/objects/s3-storage.ts';
import { parseStorageLocation, type ObjectLocation } from '../../../src/adapters/storage/storage-location.ts';
import { startS3Server, whyNoS3Server } from '../object-stores/s3-server.ts';
import { startPostgresServer, whyNoPostgresServer } from '../postgres-server.ts';
import { ShelfcastProcess, type ProcessResult } from '../shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../small-project.ts';
import { startApiKeyIssuer } from './api-keys.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { startTemporalServer, whyNoTemporalServer } from './temporal-server.ts';
import { removeFolder } from '../remove-folder.ts';

/** The namespaces of the environments, named as Temporal Cloud names them. */
export const namespaces = { dev: 'grocer-dev.a1b2c', prod: 'grocer-prod.a1b2c' } as const;

export type Environment = keyof typeof namespaces;

/** What a profile of Temporal's environment configuration says; what is left out is right. `null`: nothing. */
export interface ProfileChanges {
  readonly address?: string;
  readonly namespace?: string;
  readonly apiKey?: string | null;
  readonly ca?: string;
  readonly client?: null;
}

/** An installation as production has it: every part a server of its own, nothing of it on the state folder of a project. */
export interface ProductionStack {
  readonly project: SmallProject;
  readonly certificates: Certificates;
  readonly address: string;
  readonly registryUrl: string;
  /** An API key with these permissions, `namespace:role`. */
  issue(permissions: readonly string[]): string;
  /**
   * Runs a command on the project, which finds the stack by environment variables alone.
   *
   * @param variables others than the right ones
   */
  run(
    args: readonly string[],
    changes?: ProfileChanges,
    variables?: Readonly<Record<string, string>>,
  ): Promise<ProcessResult>;
  /** Puts a file of the project's landing folder into the bucket, where the project's landing really is. */
  deliver(path: string): Promise<void>;
  /** Starts a command that runs until it is stopped. */
  start(args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<ShelfcastProcess>;
  /** Starts the workers of both environments, in one process. Throws with what it said where it does not start. */
  startWorkers(changes?: ProfileChanges): Promise<void>;
  stop(): Promise<void>;
}

/** Why there can be no such stack; `undefined` where there can. */
export function whyNoProductionStack(): string | undefined {
  return whyNoTemporalServer() ?? whyNoPostgresServer() ?? whyNoS3Server();
}

const landing = 's3://shelfcast-test/landing';

export async function startProductionStack(): Promise<ProductionStack> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-production-'));
  const stops: (() => Promise<void>)[] = [() => removeFolder(folder)];
  /** In the opposite order of the starts. */
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const started = async <Part extends { stop(): Promise<void> }>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    stops.push(() => part.stop());
    return part;
  };
  try {
    const [postgres, storage, keys, certificates] = await Promise.all([
      started(startPostgresServer()),
      started(startS3Server(join(folder, 'objects'))),
      started(startApiKeyIssuer()),
      makeCertificates(folder),
    ]);
    const temporalOptions = { folder: join(folder, 'temporal'), postgres, certificates, keysUrl: keys.url };
    const [temporal, registryUrl, project] = await Promise.all([
      started(startTemporalServer(temporalOptions)),
      postgres.createDatabase(),
      createSmallProject({ directory: join(folder, 'project'), config }),
    ]);
    const deliver = openBucket(project, storage.environment);
    await addBadRow(project);
    const files = await readdir(project.landingDirectory, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) await deliver(join(file.parentPath, file.name));

    const { address } = temporal;
    const rights = Object.values(namespaces).map((namespace) => `${namespace}:write`);
    const right = { address, certificates, apiKey: keys.issue(rights) };
    let written = 0;
    const environment = async (changes: ProfileChanges = {}): Promise<Readonly<Record<string, string>>> => {
      const file = join(folder, `temporal-${(written += 1)}.toml`);
      await writeFile(file, profiles(right, changes));
      return {
        ...storage.environment,
        TEMPORAL_CONFIG_FILE: file,
        SHELFCAST_REGISTRY_URL: registryUrl,
        SHELFCAST_ARTIFACTS: 's3://shelfcast-test/artifacts',
        SHELFCAST_WORKER_VERSIONING: 'on',
      };
    };
    return {
      ...{ project, certificates, address, registryUrl, issue: keys.issue, deliver, stop },
      start: async (args, variables) =>
        new ShelfcastProcess([...args, '-p', project.directory], { ...(await environment()), ...variables }),
      run: async (args, changes, variables) =>
        new ShelfcastProcess([...args, '-p', project.directory], { ...(await environment(changes)), ...variables })
          .ended,
      startWorkers: async (changes) => {
        await started(startWorkers(await environment(changes), project.directory));
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One row that is set aside, in a file with enough good ones. */
async function addBadRow({ landingDirectory, cutoff }: SmallProject): Promise<void> {
  await appendFile(join(landingDirectory, 'sales/history.csv'), `n1,apples,${cutoff},many\n`);
}

/** How files of the project's landing folder get into the bucket in which its landing really is. */
function openBucket(
  project: SmallProject,
  variables: Readonly<Record<string, string>>,
): (path: string) => Promise<void> {
  // The vendor's library takes its keys from the process.
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const raw = createS3Storage(parseStorageLocation(landing) as ObjectLocation, process.env);
  return async (path) => {
    const bytes = await readFile(path);
    const key = relative(project.landingDirectory, path);
    await raw.write(key, bytes, { contentType: 'text/csv', hash: hashOfBytes(bytes) });
  };
}

const config = `landingDirectory: '${landing}',
  schedule: { weekday: 'monday', time: '06:00' },
  watch: { everySeconds: 3600, stableSeconds: 0 },
  environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },`;

function profiles(
  right: { readonly address: string; readonly certificates: Certificates; readonly apiKey: string },
  { address = right.address, namespace, apiKey = right.apiKey, ca = right.certificates.ca, client }: ProfileChanges,
): string {
  const { certificate, key } = right.certificates.client;
  return Object.entries(namespaces)
    .flatMap(([environment, own]) => [
      `[profile.${environment}]`,
      `address = "${address}"`,
      `namespace = "${namespace ?? own}"`,
      ...(apiKey === null ? [] : [`api_key = "${apiKey}"`]),
      `[profile.${environment}.tls]`,
      `server_ca_cert_path = "${ca}"`,
      ...(client === null ? [] : [`client_cert_path = "${certificate}"`, `client_key_path = "${key}"`]),
    ])
    .join('\n');
}

/** Workers as the image runs them, by their command. */
async function startWorkers(
  environment: Readonly<Record<string, string>>,
  project: string,
): Promise<{ stop(): Promise<void> }> {
  const environments = Object.keys(namespaces).join(',');
  const worker = new ShelfcastProcess(['worker', '-p', project], {
    ...environment,
    SHELFCAST_ENVIRONMENTS: environments,
  });
  await worker.says(/asks for work/);
  return {
    stop: async () => {
      worker.child.kill('SIGTERM');
      const giveUp = setTimeout(() => worker.child.kill('SIGKILL'), 10_000);
      await worker.ended;
      clearTimeout(giveUp);
    },
  };
}
