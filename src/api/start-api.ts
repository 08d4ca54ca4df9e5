import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger } from 'fastify';
import type { LoadedProject } from '../project/loaded-project.ts';
import type { Authenticate } from './access.ts';
import { createServer } from './create-server.ts';
import { isLoopback, loopbackHosts } from './guards.ts';
import { openServices } from './open-services.ts';

export interface ApiOptions {
  readonly project: LoadedProject;
  readonly stateFolder: string;
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly log: FastifyBaseLogger;
}

/** The API is asked to listen where others reach it, and nothing says who may. */
export class ApiExposedError extends Error {
  override readonly name = 'ApiExposedError';
  readonly host: string;

  constructor(host: string) {
    super(
      `the API does not listen on ${host}: anybody who reaches it could approve models. Leave out --host for this machine alone, and put a proxy that knows who asks in front of it`,
    );
    this.host = host;
  }
}

export interface RunningApi {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  close(): Promise<void>;
}

/** Where `npm run build:dashboard` puts the web application. */
const pagesFolder = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));

/** Starts the API on a project and its state folder. Throws `ApiExposedError`. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { project, stateFolder, host, port, version, log } = options;
  if (!isLoopback(host)) throw new ApiExposedError(host);
  const services = openServices(project, stateFolder);
  const server = await createServer({
    appFor: services.appFor,
    authenticate: anybodyHere(),
    hosts: new Set([...loopbackHosts, hostname().toLowerCase()]),
    version,
    ...(existsSync(pagesFolder) ? { pages: pagesFolder } : {}),
    log,
  });
  server.addHook('onClose', () => services.close());
  await server.listen({ host, port });
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, close: () => server.close() };
}

/** On loopback whoever asks is on this machine, and may do what its owner may. */
function anybodyHere(): Authenticate {
  const { username } = userInfo();
  return () => Promise.resolve({ actor: username, role: 'admin' });
}
