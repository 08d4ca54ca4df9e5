import type { FastifyInstance } from 'fastify';
import { operationNamed } from '../../src/api/operation-schemas.ts';
import { pathParameters } from '../../src/api/path-parameters.ts';
import { roles } from '../../src/app/operation.ts';
import type { FuzzRequest } from './requests.ts';

/** How a request ended. */
export interface FuzzAnswer {
  readonly status: number;
  /** Of a problem. */
  readonly code?: string;
  readonly url: string;
  readonly body?: string;
  /** Whether it was done although its sender may not have it done. */
  readonly beyond: boolean;
  /** Where an answer is not as its schema says. */
  readonly unlikeSchema?: string;
}

/** Sends a request to a server in this process. */
export async function send(server: FastifyInstance, request: FuzzRequest): Promise<FuzzAnswer> {
  const { name, route, caller, input, headers } = request;
  const inPath = pathParameters(route.path);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encoded(input[parameter]));
  const rest = Object.entries(input).filter(([property]) => !inPath.includes(property));
  const query = route.method === 'GET' ? queryOf(rest) : '';
  const url = `/api/v1${path}${query}`;
  const body = route.method === 'GET' ? undefined : JSON.stringify(Object.fromEntries(rest));
  const answer = await server.inject({
    ...{ method: route.method, url },
    headers: {
      ...headers,
      host: '127.0.0.1',
      ...(caller.authorization === undefined ? {} : { authorization: caller.authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  const { statusCode: status } = answer;
  const isDone = status < 400;
  const isJson = String(answer.headers['content-type']).includes('json');
  const content: unknown = isJson && answer.body !== '' ? JSON.parse(answer.body) : undefined;
  const operation = operationNamed(name);
  const parsed =
    isDone && status !== 304 && route.sends === undefined ? operation.answer.safeParse(content) : undefined;
  return {
    ...{ status, url },
    ...(body === undefined ? {} : { body }),
    ...(isDone ? {} : { code: (content as { readonly code?: string } | undefined)?.code ?? '' }),
    beyond: isDone && isBeyond(request, operation.role),
    ...(parsed && !parsed.success ? { unlikeSchema: parsed.error.message } : {}),
  };
}

/** Whether somebody may not have it done: their role is too low, or the address is of an environment that is not theirs. */
function isBeyond({ caller, input }: FuzzRequest, needed: (typeof roles)[number]): boolean {
  const { role, environments } = caller;
  if (role === undefined) return true;
  if (roles.indexOf(role) < roles.indexOf(needed)) return true;
  const { environment } = input;
  return environments !== undefined && typeof environment === 'string' && !environments.includes(environment);
}

/** A lone half of a character cannot be sent; fetch and browsers send the sign for that. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  const whole = encodeURIComponent(text.toWellFormed());
  // An empty part of a path names another route.
  return whole === '' || whole === '.' || whole === '..' ? '%20' : whole;
}

function queryOf(entries: readonly (readonly [string, unknown])[]): string {
  const pairs = entries.flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.map((one) => `${encoded(name)}=${encoded(one)}`);
    if (typeof value !== 'object' || value === null) return [`${encoded(name)}=${encoded(value)}`];
    return Object.entries(value).map(([key, one]) => `${encoded(`${name}[${key}]`)}=${encoded(one)}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
