import type { OperationName } from '../app/operations.ts';
import { answerSchemaOf, inputSchemaOf, operationNamed, type JsonSchema } from './operation-schemas.ts';
import { pathParameters } from './path-parameters.ts';
import { routes, type Route } from './route-table.ts';

/** The version of the API, which its paths begin with. */
export const apiRoot = '/api/v1';

const problemRef = { $ref: '#/components/schemas/Problem' };

/** The OpenAPI 3.1 document of the routes, from the schemas of their operations. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { name, route } of routes) {
    const path = `${apiRoot}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationObject(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shelfcast',
      version,
      description:
        'Weekly demand forecasts, and what made them. Lists that come in pages answer `nextPage`; send it as `page`. Problems follow RFC 9457.',
    },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ key: [] }, {}],
  };
}

function operationObject(name: OperationName, route: Route): object {
  const [area = name] = name.split('.');
  const schema = inputSchemaOf(name);
  const inPath = pathParameters(route.path);
  const rest = Object.entries(schema.properties ?? {}).filter(([property]) => !inPath.includes(property));
  const isQuery = route.method === 'GET';
  return {
    operationId: name,
    tags: [area],
    summary: route.summary,
    description: `Needs the role \`${operationNamed(name).role}\`.`,
    parameters: [
      ...inPath.map((parameter) => ({
        ...{ name: parameter, in: 'path', required: true },
        schema: schema.properties?.[parameter] ?? { type: 'string' },
      })),
      ...(isQuery ? rest.map(([property, type]) => queryParameter(property, type, schema)) : []),
    ],
    ...(isQuery || rest.length === 0 ? {} : { requestBody: bodyOf(rest, schema) }),
    responses: { [route.status ?? 200]: success(name, route), default: problemResponse },
  };
}

function queryParameter(name: string, type: JsonSchema, { required = [] }: JsonSchema): object {
  return {
    ...{ name, in: 'query', required: required.includes(name), schema: type },
    ...(type.type === 'object' ? { style: 'deepObject', explode: true } : {}),
  };
}

function bodyOf(rest: readonly (readonly [string, JsonSchema])[], { required = [] }: JsonSchema): object {
  const needed = required.filter((name) => rest.some(([property]) => property === name));
  return {
    required: needed.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(rest),
          ...(needed.length > 0 ? { required: needed } : {}),
          additionalProperties: false,
        },
      },
    },
  };
}

function success(name: OperationName, { sends, status }: Route): object {
  const description = status === 202 ? 'Asked for; it is not done yet.' : 'Done.';
  if (sends === 'artifact') return { description: 'The bytes of the file.', content: { '*/*': {} } };
  if (sends === 'output') return { description: 'What was written.', content: { 'text/plain': {} } };
  return { description, content: { 'application/json': { schema: answerSchemaOf(name) } } };
}

const problemResponse = {
  description: 'A problem, as RFC 9457 has it.',
  content: { 'application/problem+json': { schema: problemRef } },
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    remedy: { type: 'string' },
    facts: {},
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};
