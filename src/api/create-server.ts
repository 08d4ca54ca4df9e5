import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { App } from '../app/app.ts';
import { selectModelIn } from '../app/models/select-model.ts';
import { perform } from '../app/operation.ts';
import type { OperationName } from '../app/operations.ts';
import type { ArtifactRef } from '../contracts/artifact.ts';
import { asRequestSpan } from '../telemetry/traces/request-span.ts';
import { checkAccess, type Caller } from './access.ts';
import { ApiError } from './api-error.ts';
import { addEvents } from './events.ts';
import { addLineagePicture } from './lineage-picture.ts';
import { checkOrigin } from './guards.ts';
import { apiRoot, openApiDocument } from './openapi.ts';
import { inputSchemaOf, operationNamed } from './operation-schemas.ts';
import { bodyOutput } from './body-output.ts';
import { problemOf } from './problem.ts';
import { inputOf } from './request-input.ts';
import { routes, type Route } from './route-table.ts';
import { addSession, credentialsOf } from './session.ts';
import type { ServerOptions } from './server-options.ts';

/** Bodies are wishes and reasons: none is longer. */
const bodyBytes = 1_048_576;

/** The HTTP API of the operations, and the pages that use it. The caller starts it with `listen`, and closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { log, hosts, version, tls, requestsPerMinute = 6000 } = options;
  const server = fastify({
    loggerInstance: log,
    bodyLimit: bodyBytes,
    // The types of the two kinds of server differ in nothing that is used here.
    ...((tls ? { https: tls } : {}) as object),
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    sendProblem(new ApiError('no-such-route', `there is no ${request.method} ${request.url}`), request, reply),
  );
  server.addHook('onRequest', (request, _reply, done) => {
    const { headers, method, url } = request;
    const [site, mode] = ['sec-fetch-site', 'sec-fetch-mode'].map((name) => [headers[name]].flat()[0]);
    const forPage = !url.startsWith('/api/');
    checkOrigin({ host: headers.host, site, mode, origin: headers.origin, method, forPage }, hosts);
    done();
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        ...{ defaultSrc: ["'self'"], scriptSrc: ["'self'"], objectSrc: ["'none'"], frameAncestors: ["'none'"] },
        // The component library and the plots set styles on elements.
        ...{ styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null },
      },
    },
    strictTransportSecurity: tls !== undefined,
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });

  const document = openApiDocument(version);
  server.get('/api/openapi.json', () => document);
  server.get('/api/health', () => ({ status: 'ok', version }));
  for (const { name, route } of routes) addRoute(server, options, name, route);
  addEvents(server, options);
  addLineagePicture(server, options);
  addSession(server, options);
  if (options.pages !== undefined) await (await import('./serve-pages.ts')).servePages(server, options.pages);
  return server;
}

function addRoute(server: FastifyInstance, options: ServerOptions, name: OperationName, route: Route): void {
  const operation = operationNamed(name);
  const schema = inputSchemaOf(name);
  server.route({
    method: route.method,
    url: `${apiRoot}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ...(route.bodyBytes === undefined ? {} : { bodyLimit: route.bodyBytes }),
    errorHandler: (error, request, reply) => sendProblem(named(error, route.bodyBytes ?? bodyBytes), request, reply),
    handler: async (request, reply) => {
      const caller = await options.authenticate(credentialsOf(request));
      const parameters = request.params as Readonly<Record<string, string>>;
      const isQuery = route.method === 'GET';
      const input = inputOf(name, schema, {
        parameters,
        query: isQuery ? (request.query as Readonly<Record<string, string>>) : {},
        body: isQuery ? undefined : (request.body ?? {}),
      });
      const sent = withIdempotencyKey(input, schema.properties ?? {}, request);
      const known = operation.input.safeParse(sent);
      const { ofEveryEnvironment = false, ofAllEnvironments = false } = route;
      // Of what was sent only what the operation reads counts.
      const environments = ofAllEnvironments ? [] : environmentsIn((known.success ? known.data : sent) as object);
      checkAccess(caller, { role: operation.role, environments, ofEveryEnvironment });
      if (route.sends === 'output') return sendOutput(options, caller, name, sent, reply);
      const app = options.appFor(caller.actor);
      if (caller.environments) await checkModel(app, parameters);
      const act = () => perform(operation, app, sent);
      const answer = await (isQuery ? act() : asRequestSpan(`${route.method} ${route.path}`, request.headers, act));
      if (route.sends === 'artifact') return sendArtifact(app, answer as SentFile, request, reply);
      const text = JSON.stringify(answer);
      if (isQuery && isUnchanged(createHash('sha1').update(text).digest('base64url'), request, reply)) return reply;
      return reply
        .code(route.status ?? 200)
        .type('application/json')
        .send(text);
    },
  });
}

/** A request that is sent again with the same `Idempotency-Key` counts once, where the operation knows ids of its senders. */
function withIdempotencyKey(input: object, properties: object, request: FastifyRequest): object {
  const key = [request.headers['idempotency-key']].flat()[0];
  return key !== undefined && 'id' in properties && !('id' in input) ? { ...input, id: key } : input;
}

/** Every environment that an input names, wherever in it. */
function environmentsIn(input: object): readonly string[] {
  const named = Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'environment' && typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? environmentsIn(value) : [];
  });
  // A model goes from one to another.
  const { model, from, to } = input as { readonly [name: string]: unknown };
  return [...named, ...(model === undefined ? [] : [from, to].filter((one) => typeof one === 'string'))];
}

/** A version is found wherever it is registered; who may only use some environments finds those alone. Throws `Refusal`. */
async function checkModel(app: App, { environment, model }: Readonly<Record<string, string>>): Promise<void> {
  if (environment === undefined || model === undefined) return;
  await app.withRegistry((registry) => selectModelIn(registry, environment, model));
}

interface SentFile {
  readonly artifact: ArtifactRef;
  readonly name: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

async function sendArtifact(app: App, { artifact, name }: SentFile, request: FastifyRequest, reply: FastifyReply) {
  if (isUnchanged(artifact.hash, request, reply)) return reply;
  const { store } = await app.openStorage();
  const path = await store.localPath(artifact);
  return reply
    .type(mediaTypes[artifact.extension] ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-length', artifact.bytes)
    .send(createReadStream(path));
}

/** What an operation writes, piece by piece: it waits where the reader is slow. */
async function sendOutput(
  { appFor }: ServerOptions,
  { actor }: Caller,
  name: OperationName,
  input: object,
  reply: FastifyReply,
) {
  const body = bodyOutput();
  const performed = perform(operationNamed(name), appFor(actor, { output: body.output }), input);
  // Refused before it has written anything: a problem, not an empty body.
  await Promise.race([performed, body.begun]);
  performed.then(
    () => body.end(),
    (error: unknown) => body.fail(error),
  );
  return reply.type('text/plain; charset=utf-8').send(body.stream);
}

/** Whether the caller has it already: then 304 is the answer. */
function isUnchanged(tag: string, request: FastifyRequest, reply: FastifyReply): boolean {
  const quoted = `"${tag}"`;
  reply.header('etag', quoted).header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!known?.includes(quoted)) return false;
  reply.code(304).send();
  return true;
}

/** A body that is too long, with how long it may be. */
function named(error: unknown, limit: number): unknown {
  if ((error as { readonly code?: unknown }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error;
  return new ApiError('body-too-large', `a body here may have ${limit} bytes, ${limit / 1_048_576} MiB`);
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer, Basic realm="Shelfcast"');
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
