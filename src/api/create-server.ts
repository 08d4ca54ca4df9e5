import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { App } from '../app/app.ts';
import type { ForecastFile } from '../app/forecasts/open-file.ts';
import { selectModelIn } from '../app/models/select-model.ts';
import { perform } from '../app/operation.ts';
import type { OperationName } from '../app/operations.ts';
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
import { doneOnce } from './requests/idempotency.ts';
import { checkIfMatch } from './requests/if-match.ts';
import { resultLocation } from './requests/result-location.ts';
import { routes, type Route } from './route-table.ts';
import { credentialsOf } from './cookies.ts';
import { sendBlob, sendFile, sendJson, sendRows } from './send-answers.ts';
import { addSession } from './session.ts';
import type { ServerOptions } from './server-options.ts';
import { addWebhooks } from './webhooks/add-webhooks.ts';

/** Bodies are wishes and reasons: none is longer. */
const bodyBytes = 1_048_576;

/** Characters of a part of a path: ids of senders have up to 200, and names of regions make segments. */
const longestParameter = 1000;

/** The HTTP API of the operations, and the pages that use it. The caller starts it with `listen`, and closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { log, hosts, version, tls, secure = false, behindProxy = false, requestsPerMinute = 6000 } = options;
  const server = fastify({
    loggerInstance: log,
    bodyLimit: bodyBytes,
    routerOptions: { maxParamLength: longestParameter },
    // What the router does not take gets no further than this: a broken escape, a part of the path that is too long.
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) =>
      sendProblem(error, request as FastifyRequest, reply as FastifyReply),
    // The address that the nearest proxy saw: what a client claims before it counts for nothing.
    trustProxy: behindProxy ? (_address: string, hop: number) => hop === 0 : false,
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
    const forPage = !url.startsWith('/api/') || url === '/api/docs';
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
    strictTransportSecurity: secure,
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });

  const document = openApiDocument(version);
  server.get('/api/openapi.json', () => document);
  server.get('/api/health', () => ({ status: 'ok', version }));
  for (const { name, route } of routes) addRoute(server, options, name, route);
  addEvents(server, options);
  addLineagePicture(server, options);
  addSession(server, options);
  addWebhooks(server, options);
  if (options.signIn) (await import('./oidc/add-sign-in.ts')).addSignIn(server, options.signIn, secure);
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
      const sent = withinLimits(withIdempotencyKey(input, schema.properties ?? {}, request), route, caller);
      const known = operation.input.safeParse(sent);
      const { ofEveryEnvironment = false, ofAllEnvironments = false } = route;
      // Of what was sent only what the operation reads counts.
      const read = (known.success ? known.data : sent) as Readonly<Record<string, unknown>>;
      const listed = route.limitedBy === undefined ? [] : textsIn(read[route.limitedBy]);
      const environments = ofAllEnvironments ? [] : [...environmentsIn(read), ...listed];
      checkAccess(caller, { role: operation.role, environments, ofEveryEnvironment });
      if (route.sends === 'output') return sendOutput(options, caller, name, sent, reply);
      const app = options.appFor(caller.actor);
      if (route.sends === 'rows') return sendRows(app, sent, request, reply);
      if (caller.environments) await checkModel(app, parameters);
      if (!isQuery) return sendCommand({ name, route, app, parameters, input: sent }, request, reply);
      const answer = await perform(operation, app, sent);
      if (route.sends !== 'artifact') return sendJson(answer, request, reply);
      if (route.neverChanges === true) return sendBlob(app, answer as Parameters<typeof sendBlob>[1], request, reply);
      return sendFile(app, answer as ForecastFile, request, reply);
    },
  });
}

interface Command {
  readonly name: OperationName;
  readonly route: Route;
  readonly app: App;
  readonly parameters: object;
  readonly input: object;
}

/** Does a command, once where it has a key for that, and says where its result will be. */
async function sendCommand(command: Command, request: FastifyRequest, reply: FastifyReply) {
  const { name, route, app, parameters, input } = command;
  const title = `${route.method} ${route.path}`;
  const act = async () => {
    if (route.ifMatch !== undefined) await checkIfMatch(route.ifMatch, app, parameters, request);
    const operation = operationNamed(name);
    const answer = await asRequestSpan(title, request.headers, () => perform(operation, app, input));
    return { status: route.status ?? 200, body: JSON.stringify(answer) };
  };
  const key = [request.headers['idempotency-key']].flat()[0];
  const sent = { actor: app.actor, route: title, input, answersOnce: route.answersOnce ?? false };
  const done =
    key === undefined
      ? { ...(await act()), isAgain: false }
      : await doneOnce({ ...sent, key }, (use) => app.withRegistry(use), act);
  const location = done.status === 202 ? resultLocation(input, JSON.parse(done.body)) : undefined;
  if (location !== undefined) void reply.header('location', location);
  if (done.isAgain) void reply.header('idempotency-replayed', 'true');
  return reply.code(done.status).type('application/json').send(done.body);
}

/** A request that is sent again with the same `Idempotency-Key` counts once, where the operation knows ids of its senders. */
function withIdempotencyKey(input: object, properties: object, request: FastifyRequest): object {
  const key = [request.headers['idempotency-key']].flat()[0];
  return key !== undefined && 'id' in properties && !('id' in input) ? { ...input, id: key } : input;
}

/** Of what lists environments, those that the caller may use where it names none. */
function withinLimits(input: object, { limitedBy }: Route, { environments }: Caller): object {
  return limitedBy === undefined || environments === undefined ? input : { [limitedBy]: environments, ...input };
}

/** Every environment that an input names, wherever in it. */
function environmentsIn(input: object, depth = 0): readonly string[] {
  // No operation reads deeper than this, and a body may go deeper than the stack.
  if (depth > 8) return [];
  const named = Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'environment' && typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? environmentsIn(value, depth + 1) : [];
  });
  // A model goes from one to another.
  const { model, from, to } = input as { readonly [name: string]: unknown };
  return [...named, ...(model === undefined ? [] : [from, to].filter((one) => typeof one === 'string'))];
}

function textsIn(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}

/** A version is found wherever it is registered; who may only use some environments finds those alone. Throws `Refusal`. */
async function checkModel(app: App, { environment, model }: Readonly<Record<string, string>>): Promise<void> {
  if (environment === undefined || model === undefined) return;
  await app.withRegistry((registry) => selectModelIn(registry, environment, model));
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

/** A body that is too long, with how long it may be. */
function named(error: unknown, limit: number): unknown {
  if ((error as { readonly code?: unknown }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error;
  return new ApiError('body-too-large', `a body here may have ${limit} bytes, ${limit / 1_048_576} MiB`);
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  const isOurs = problem.status >= 500 || problem.code === 'not-configured';
  if (isOurs) request.log.error({ err: error, url: request.url }, 'a request failed');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer, Basic realm="Shelfcast"');
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
