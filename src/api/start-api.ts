import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger } from 'fastify';
import { productVersion } from '../composition/product-version.ts';
import { pagesSource } from '../composition/sources.ts';
import type { AccessMode } from '../contracts/access-modes.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { startTracing } from '../telemetry/traces/start-tracing.ts';
import { ApiExposedError } from './api-exposed-error.ts';
import { createServer } from './create-server.ts';
import { isLoopback, loopbackHosts } from './guards.ts';
import type { OidcSettings } from './oidc/oidc-settings.ts';
import { openAccess } from './open-access.ts';
import { openApiStatus } from './open-api-status.ts';
import { openServices } from './open-services.ts';

export interface ApiOptions {
  readonly project: LoadedProject;
  readonly stateFolder: string;
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Names by which others reach it, besides this machine's own. Default: none. */
  readonly names?: readonly string[];
  /** Default `this-machine`. */
  readonly access?: AccessMode;
  /** With the access `oidc`. */
  readonly oidc?: OidcSettings;
  /** With it the API speaks HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Whether a proxy in front of it speaks HTTPS. Default: false. */
  readonly behindTls?: boolean;
  /** Folder of the web application. Default: where it is built. */
  readonly pages?: string;
  /** Requests a minute from one caller. Default 6000. */
  readonly requestsPerMinute?: number;
  readonly log: FastifyBaseLogger;
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
  const {
    project,
    stateFolder,
    host,
    port,
    names = [],
    access = 'this-machine',
    tls,
    behindTls = false,
    log,
  } = options;
  const { pages = pagesFolder, requestsPerMinute } = options;
  if (access === 'this-machine' && !isLoopback(host)) throw new ApiExposedError({ host });
  if (access === 'this-machine' && behindTls) throw new ApiExposedError({ host, behindProxy: true });
  const secure = isReachedByHttps(options);
  const tracing = await startTracing('api', productVersion());
  const services = openServices(project, stateFolder);
  const server = await createServer({
    appFor: (actor, ends) => services.appFor(actor, ends),
    ...(await openAccess(access, options.oidc, (use) => services.appFor('api').withRegistry(use))),
    hosts: new Set([...loopbackHosts, hostname(), ...names, ...publicNames(options)].map((name) => name.toLowerCase())),
    secure,
    behindProxy: behindTls,
    version: productVersion(),
    ...(tls ? { tls } : {}),
    ...(existsSync(pages) ? { pages } : {}),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    log,
  });
  const status = await openApiStatus({
    ...{ project, server },
    readFacts: () => services.appFor('api').withRegistry((registry) => registry.operationalFacts()),
    pingRegistry: () => services.appFor('api').withRegistry((registry) => registry.auditHead()),
  });
  server.addHook('onClose', async () => {
    await status?.close();
    await services.close();
    await tracing?.shutdown();
  });
  await server.listen({ host, port });
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => server.close(),
  };
}

/**
 * Whether browsers reach it by HTTPS: its own, a proxy's that is declared, or one that the address of the pages shows. What a request says of that counts for
 * nothing: anybody can send it.
 */
function isReachedByHttps({ tls, behindTls = false, oidc, stateFolder }: ApiOptions): boolean {
  const addresses = [oidc?.publicUrl, pagesSource(stateFolder)];
  return tls !== undefined || behindTls || addresses.some((one) => one?.startsWith('https:'));
}

/** Under which pages are reached where people sign in. */
function publicNames({ oidc }: ApiOptions): readonly string[] {
  return oidc ? [new URL(oidc.publicUrl).hostname] : [];
}
