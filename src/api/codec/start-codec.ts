import { hostname } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import { openPayloadCodec } from '../../composition/encryption/open-payload-codec.ts';
import { environmentTarget } from '../../composition/environment-target.ts';
import { openRegistryOf } from '../../composition/open-registry.ts';
import type { CodecAccessMode } from '../../contracts/access-modes.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { anybodyHere } from '../access.ts';
import { isLoopback, loopbackHosts } from '../guards.ts';
import { keptOpen } from '../kept-open.ts';
import { keysOnly } from '../keys.ts';
import { CodecExposedError } from './codec-exposed-error.ts';
import { createCodecServer } from './codec-server.ts';

interface CodecOptions {
  /** Whose environments there are. */
  readonly project: LoadedProject;
  /** Where the registry with the keys of the API is, unless the environment names another one. */
  readonly stateFolder: string;
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Names by which others reach it, besides this machine's own. */
  readonly names: readonly string[];
  /** Origins whose pages may read answers, e.g. `https://temporal.example.com`. */
  readonly origins: readonly string[];
  readonly access: CodecAccessMode;
  /** With it the server speaks HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Whether a proxy in front of it speaks HTTPS. */
  readonly behindTls: boolean;
  readonly log: FastifyBaseLogger;
}

export interface RunningCodec {
  /** `http://127.0.0.1:8081` */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a codec server with the keys that the environment names. Throws `CodecExposedError`, `SettingsError`, and what the keys are wrong with. */
export async function startCodec(options: CodecOptions): Promise<RunningCodec> {
  const { project, stateFolder, host, port, names, origins, access, tls, behindTls, log } = options;
  if (!isLoopback(host) && access !== 'keys') throw new CodecExposedError(host, 'keys');
  if (!isLoopback(host) && !tls && !behindTls) throw new CodecExposedError(host, 'TLS');
  const registry = keptOpen(() => openRegistryOf(stateFolder));
  const namespaces = new Map(
    Object.keys(project.resolved.environments).map((name) => [environmentTarget(name).namespace, name]),
  );
  const server = await createCodecServer({
    codec: await openPayloadCodec(),
    authenticate:
      access === 'keys' ? keysOnly(async (hash) => (await registry.get()).usableAccessKey(hash)) : anybodyHere(),
    environmentOf: (namespace) => namespaces.get(namespace),
    hosts: new Set([...loopbackHosts, hostname().toLowerCase(), ...names.map((name) => name.toLowerCase())]),
    origins: new Set(origins.map((origin) => origin.replace(/\/$/, '').toLowerCase())),
    ...(tls ? { tls } : {}),
    secure: tls !== undefined || behindTls,
    log,
  });
  server.addHook('onClose', async () => (await registry.ifOpen())?.close());
  await server.listen({ host, port });
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => server.close(),
  };
}
