import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/api/openapi.ts';
import { inputSchemaOf } from '../../src/api/operation-schemas.ts';
import { pathParameters } from '../../src/api/path-parameters.ts';
import { routes } from '../../src/api/route-table.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}
interface Described {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
}
const document = openApiDocument('1.2.3') as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('every route is in the document once, under the name of its operation', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(described.map(({ operation }) => operation.operationId).sort()).toEqual(routes.map(({ name }) => name).sort());
});

test.each(routes)('$name: its path names properties of its input, and nothing of the input is left out', (one) => {
  const properties = Object.keys(inputSchemaOf(one.name).properties ?? {});
  const inPath = pathParameters(one.route.path);
  expect(properties).toEqual(expect.arrayContaining([...inPath]));
  const { operation } = described.find(({ operation: { operationId } }) => operationId === one.name)!;
  const inBody = Object.keys(
    (operation.requestBody?.content['application/json'].schema as { properties?: object } | undefined)?.properties ??
      {},
  );
  expect([...operation.parameters.map(({ name }) => name), ...inBody].sort()).toEqual(properties.sort());
});

test('nothing is for reading alone: by OpenAPI a client would not send it', () => {
  expect(JSON.stringify(document).includes('readOnly')).toBe(false);
});

test('what reads changes nothing, and what changes is no GET', () => {
  const reads = described.filter(({ method }) => method === 'get').map(({ operation }) => operation.operationId);
  const acts = /\.(request|report|pause|resume|cancel|approve|reject|roll-back|tag|retire|unretire|promote|delete)/;
  expect(reads.filter((name) => acts.test(name))).toEqual([]);
});

test('no two routes share a method and a path', () => {
  const places = routes.map(({ route }) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(places).size).toBe(places.length);
});
