import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { ManagedProcess } from '../../../src/embedded/managed-process.ts';
import { readLocations } from '../../../src/embedded/stack.ts';
import { run } from '../package/run.ts';
import { expectEncrypted, storedPayloads } from '../secrets/stored-payloads.ts';
import type { ImageConfig } from './buildah.ts';
import { startReadOnly } from './read-only-run.ts';

const source = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const host = '127.0.0.1';

/** A mounted image. */
export interface MountedImage {
  readonly root: string;
  readonly config: ImageConfig;
}

/** Runs a command of the image to its end; its standard output. */
export async function runInImage({ root, config }: MountedImage, project: string, ...args: string[]): Promise<string> {
  const child = startReadOnly(root, config, project, args, {});
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`shelfcast ${args.join(' ')} in the image ended with ${code}:\n${said}`);
  return said.trim();
}

/**
 * Has a worker of the image take work of a real Temporal server, with the registry on PostgreSQL's protocol, and stops it as a container
 * engine does. Payloads are encrypted. Throws with what it said where it does not start, gets no work, or does not stop in order, and where
 * Temporal has payloads that can be read. Resolves to the number of encrypted ones.
 */
export async function tryWorker(image: MountedImage, folder: string): Promise<number> {
  const project = join(folder, 'project');
  await cp(source('templates/grocer'), project, { recursive: true });
  await writeFile(join(project, 'payload-keys'), `check ${randomBytes(32).toString('base64')}\n`, { mode: 0o444 });
  await mkdir(join(folder, 'servers'));
  const [temporalPort, uiPort, databasePort] = [
    await getPort({ host }),
    await getPort({ host }),
    await getPort({ host }),
  ];
  const temporal = new ManagedProcess({
    name: 'temporal',
    program: source('src/embedded/temporal-main.ts'),
    args: [
      ...['--executable', readLocations().temporalCli, '--database', join(folder, 'servers/temporal.db')],
      ...['--port', String(temporalPort), '--ui-port', String(uiPort), '--namespaces', 'dev,prod'],
    ],
    logFile: join(folder, 'servers/temporal.log'),
  });
  const registry = new ManagedProcess({
    name: 'registry',
    program: source('src/state/database-main.ts'),
    args: ['--directory', join(folder, 'servers/registry'), '--port', String(databasePort)],
    logFile: join(folder, 'servers/registry.log'),
  });
  const servers = {
    TEMPORAL_ADDRESS: `${host}:${temporalPort}`,
    SHELFCAST_REGISTRY_URL: `postgres://postgres@${host}:${databasePort}/postgres`,
  };
  try {
    await Promise.all([temporal.start(), registry.start()]);
    const worker = startReadOnly(image.root, image.config, project, ['worker', '--queues', 'orchestration,data'], {
      ...servers,
      SHELFCAST_ENVIRONMENTS: 'dev,prod',
      SHELFCAST_ARTIFACTS: '/var/lib/shelfcast/artifacts',
      SHELFCAST_PAYLOAD_KEYS_FILE: '/project/payload-keys',
    });
    const closed = once(worker, 'close') as Promise<[number | null]>;
    let said = '';
    const asksForWork = new Promise<void>((resolve) => {
      const hear = (text: string): void => {
        said += text;
        if (said.includes('asks for work')) resolve();
      };
      worker.stdout?.setEncoding('utf8').on('data', hear);
      worker.stderr?.setEncoding('utf8').on('data', hear);
    });
    try {
      await Promise.race([asksForWork, closed]);
      if (worker.exitCode !== null) throw new Error(`the worker of the image ended:\n${said.slice(-4000)}`);
      const request = [source('bin/shelfcast.mjs'), 'request', '--project', project, '--region', 'north'];
      // Only a workflow that runs answers it.
      const keys = { SHELFCAST_PAYLOAD_KEYS_FILE: join(project, 'payload-keys') };
      await run(process.execPath, request, { env: { ...process.env, ...servers, ...keys } });
    } finally {
      worker.kill('SIGTERM');
    }
    const [code] = await closed;
    if (code !== 0) throw new Error(`on SIGTERM the worker of the image ended with ${code}:\n${said.slice(-4000)}`);
  } finally {
    await Promise.all([temporal.stop(), registry.stop()]);
  }
  const stored = await storedPayloads(join(folder, 'servers'));
  expectEncrypted(stored, "Temporal's database of the image's worker");
  return stored.encrypted;
}
