import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { App } from '../app/app.ts';
import { findForecastRowTexts } from '../app/forecasts/find-rows.ts';
import { openForecastFile, type ForecastFile } from '../app/forecasts/open-file.ts';
import { selectModelIn } from '../app/models/select-model.ts';
import { perform } from '../app/operation.ts';
import type { InputOf, OperationName } from '../app/operations.ts';
import type { ExportFormat } from '../ports/row-export.ts';
import { asRequestSpan } from '../telemetry/traces/request-span.ts';
import { checkAccess, type Caller } from './access.ts';
import { ApiError } from './api-error.ts';
import { addEvents } from './events.ts';
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
      if (route.sends === 'rows') return sendRows(app, sent, request, reply);
      if (caller.environments) await checkModel(app, parameters);
      const act = () => perform(operation, app, sent);
      const answer = await (isQuery ? act() : asRequestSpan(`${route.method} ${route.path}`, request.headers, act));
      if (route.sends === 'artifact') return sendFile(app, answer as ForecastFile, request, reply);
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

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Rows as JSON text. What they follow from is their tag, so that nobody reads them to find that nothing has changed. */
async function sendRows(app: App, input: object, request: FastifyRequest, reply: FastifyReply) {
  const page = await perform(findForecastRowTexts, app, input as InputOf<'forecasts.rows'>);
  const tag = createHash('sha1').update(JSON.stringify(page.facts)).digest('base64url');
  if (isUnchanged(tag, request, reply)) return reply;
  return reply.type('application/json').send(await page.text());
}

/** The bytes of a file. What makes it ends where the reader leaves. */
async function sendFile(app: App, file: ForecastFile, request: FastifyRequest, reply: FastifyReply) {
  const { artifact, made, name } = file;
  const as = made?.as ?? (artifact.extension as ExportFormat);
  const tag = made
    ? createHash('sha1')
        .update(JSON.stringify([artifact.hash, made]))
        .digest('hex')
    : artifact.hash;
  if (isUnchanged(tag, request, reply)) return reply;
  const left = new AbortController();
  reply.raw.once('close', () => left.abort(new Error('the reader has left')));
  const opened = await openForecastFile(app, file, left.signal).catch((error: unknown) => {
    if (!left.signal.aborted) throw error;
    return undefined;
  });
  // Nobody is there to be answered.
  if (!opened) return reply.hijack();
  reply.type(mediaTypes[as]).header('content-disposition', disposition(name));
  if ('bytes' in opened) return reply.send(opened.bytes);
  return reply.header('content-length', artifact.bytes).send(createReadStream(opened.path));
}

/** A file's name as RFC 6266 has it: also where it has letters beyond ASCII. */
function disposition(name: string): string {
  return `attachment; filename="${name.replaceAll(/[^ -~]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
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

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer, Basic realm="Shelfcast"');
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
