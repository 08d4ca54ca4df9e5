import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { isSealed, keyIdOf, type openPayloadCodec } from '../../composition/encryption/open-payload-codec.ts';
import { PayloadKeyUnknownError, PayloadTamperedError } from '../../ports/payload-errors.ts';
import type { Authenticate } from '../access.ts';
import { credentialsOf } from '../cookies.ts';
import { problemOf, type Problem } from '../problem.ts';
import { checkPayloads } from './codec-access.ts';
import { answersOrigin } from './codec-origins.ts';
import { addCodecSession } from './codec-session.ts';
import { bodyOf, payloadsIn } from './payload-json.ts';

export interface CodecServerOptions {
  readonly codec: Awaited<ReturnType<typeof openPayloadCodec>>;
  readonly authenticate: Authenticate;
  /** The environment in a namespace; `undefined` where none is. */
  readonly environmentOf: (namespace: string) => string | undefined;
  /** Names by which the server is reached. */
  readonly hosts: ReadonlySet<string>;
  /** Origins whose pages may read answers. */
  readonly origins: ReadonlySet<string>;
  /** With it the server speaks HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Whether browsers reach it by HTTPS. */
  readonly secure: boolean;
  /** Takes the record of who had what decrypted. */
  readonly log: FastifyBaseLogger;
  /** Requests a minute from one caller. Default 6000. */
  readonly requestsPerMinute?: number;
}

const healthPath = '/health';

/** An answer of Temporal's API is 4 MB at most, in Base64 a third more. */
const bodyBytes = 8 * 1_048_576;

/**
 * A codec server as Temporal's UI and command line know it: `POST /decode` and `POST /encode` of payloads. It logs who had how many payloads of
 * which namespace and keys decrypted, and nothing of what is in them.
 */
export async function createCodecServer(options: CodecServerOptions): Promise<FastifyInstance> {
  const { codec, authenticate, environmentOf, hosts, origins, tls, secure, log, requestsPerMinute = 6000 } = options;
  const server = fastify({
    loggerInstance: log,
    bodyLimit: bodyBytes,
    // The types of the two kinds of server differ in nothing that is used here.
    ...((tls ? { https: tls } : {}) as object),
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.setErrorHandler((error, request, reply) => {
    const problem = codecProblem(error);
    if (problem.status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  server.addHook('onRequest', async (request, reply) => {
    // Probes of a container engine ask by the address of the container.
    if (request.url === healthPath) return undefined;
    if (answersOrigin(request, reply, { hosts, origins })) return reply;
    return undefined;
  });
  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], upgradeInsecureRequests: null } },
    strictTransportSecurity: secure,
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });
  // A browser's question from nowhere is answered by no route.
  server.options('/*', (_request, reply) => reply.code(204).send());

  server.get(healthPath, () => ({ status: 'ok' }));
  server.post('/decode', async (request) => {
    const { actor, namespace, payloads } = await asked(request);
    const decoded = await codec.decode(payloads);
    const keyIds = [...new Set(payloads.filter(isSealed).map(keyIdOf))];
    log.info({ actor, namespace, payloads: payloads.length, keyIds }, 'payloads were decrypted');
    return bodyOf(decoded);
  });
  server.post('/encode', async (request) => {
    const { actor, namespace, payloads } = await asked(request);
    const context = namespace === undefined ? undefined : ({ type: 'workflow', namespace, workflowId: '' } as const);
    log.info({ actor, namespace, payloads: payloads.length }, 'payloads were encrypted');
    return bodyOf(await codec.encode(payloads, context));
  });
  addCodecSession(server, authenticate, secure);

  async function asked(request: FastifyRequest) {
    const caller = await authenticate(credentialsOf(request));
    // Temporal's command line sends an empty one where it was given no namespace.
    const namespace = [request.headers['x-namespace']].flat()[0] || undefined;
    const payloads = payloadsIn(request.body);
    checkPayloads(caller, { namespace, payloads }, environmentOf);
    return { actor: caller.actor, namespace, payloads };
  }
  return server;
}

function codecProblem(error: unknown): Problem {
  const known = (status: number, code: string, detail: string): Problem => ({
    ...{ type: `urn:shelfcast:problem:${code}`, title: code, status, detail, code },
  });
  if (error instanceof ZodError) return known(400, 'malformed-request', 'the body is not {"payloads": […]}');
  if (error instanceof PayloadKeyUnknownError) return known(422, 'payload-key-unknown', error.message);
  if (error instanceof PayloadTamperedError) return known(422, 'payload-tampered', error.message);
  return problemOf(error);
}
