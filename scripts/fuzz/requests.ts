import fc from 'fast-check';
import { operationNamed, inputSchemaOf, type JsonSchema } from '../../src/api/operation-schemas.ts';
import { pathParameters } from '../../src/api/path-parameters.ts';
import type { OfferedName, Route } from '../../src/api/route-table.ts';
import { roles } from '../../src/app/operation.ts';
import type { KnownValues } from './known-values.ts';
import type { FuzzCaller } from './prepared-state.ts';

/** A schema, as far as values are made of it. */
interface FuzzedSchema extends JsonSchema {
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly oneOf?: readonly JsonSchema[];
}

/** A request to an operation, by somebody. */
export interface FuzzRequest {
  readonly name: OfferedName;
  readonly route: Route;
  readonly caller: FuzzCaller;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Requests to an operation as its schema has them: most by who may, with values that are there; the others strange in one way or another, and by anybody.
 */
export function requestsTo(
  { name, route }: { readonly name: OfferedName; readonly route: Route },
  known: KnownValues,
  callers: readonly FuzzCaller[],
): fc.Arbitrary<FuzzRequest> {
  const schema = inputSchemaOf(name);
  const needed = roles.indexOf(operationNamed(name).role);
  const able = callers.filter(({ role, environments }) => role && !environments && roles.indexOf(role) >= needed);
  const sensible = sensibleInput(name, route, schema, known);
  const strange = strangeInput(route, schema, sensible);
  return fc.record({
    name: fc.constant(name),
    route: fc.constant(route),
    caller: fc.oneof(
      { arbitrary: fc.constantFrom(...able), weight: 9 },
      { arbitrary: fc.constantFrom(...callers), weight: 1 },
    ),
    input: fc.oneof({ arbitrary: sensible, weight: 4 }, { arbitrary: strange, weight: 1 }),
    headers: fc.oneof(
      { arbitrary: fc.constant({}), weight: 9 },
      {
        arbitrary: fc.record(
          {
            'idempotency-key': fc.string({ maxLength: 12, unit: 'grapheme-ascii' }),
            'if-match': fc.constantFrom('*', '"x"', 'W/"x"', ''),
            'if-none-match': fc.string({ maxLength: 12, unit: 'grapheme-ascii' }),
            'last-event-id': fc.constant('x'),
          },
          { requiredKeys: [] },
        ),
        weight: 1,
      },
    ),
  });
}

/** Inputs that should be done. */
function sensibleInput(
  name: OfferedName,
  route: Route,
  { properties = {}, required = [] }: JsonSchema,
  known: KnownValues,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const alsoNeeded = Object.keys(properties).filter((property) => known.isNeeded(name, property));
  const needed = new Set([...required, ...alsoNeeded, ...pathParameters(route.path)]);
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [property, schema] of Object.entries(properties)) {
    const values = known.of(name, property);
    if (values) model[property] = fc.constantFrom(...values);
    // A text made up here finds nothing.
    else if (needed.has(property) || isClosed(schema)) model[property] = fromSchema(schema);
  }
  const optional = Object.keys(model).filter((property) => !needed.has(property));
  return fc
    .tuple(fc.record(model), fc.subarray(optional, { maxLength: Math.min(2, optional.length) }))
    .map(([all, kept]) =>
      Object.fromEntries(Object.entries(all).filter(([property]) => needed.has(property) || kept.includes(property))),
    );
}

/** Whether all that a schema allows can be expected to be taken. */
function isClosed({ type, enum: values }: FuzzedSchema): boolean {
  return type === 'boolean' || values !== undefined;
}

/** Sensible inputs in which something is missing, of another kind, or too much. */
function strangeInput(
  route: Route,
  { properties = {} }: JsonSchema,
  sensible: fc.Arbitrary<Readonly<Record<string, unknown>>>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const names = Object.keys(properties);
  const changed = fc.oneof(anyText, fc.jsonValue(), ...Object.values(properties).map((schema) => fromSchema(schema)));
  const place = names.length === 0 ? fc.constant('nothing') : fc.constantFrom(...names);
  const inPath = pathParameters(route.path);
  return fc
    .tuple(sensible, fc.array(fc.tuple(fc.oneof(place, anyText), fc.option(changed)), { minLength: 1, maxLength: 3 }))
    .map(([input, changes]) => {
      const result = new Map<string, unknown>(Object.entries(input));
      for (const [name, value] of changes) {
        if (value !== null) result.set(name, value);
        else if (!inPath.includes(name)) result.delete(name);
      }
      return Object.fromEntries(result);
    });
}

/** Texts that have broken something somewhere. */
const anyText = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '',
    '\0',
    "'; drop table audit; --",
    '../../etc/passwd',
    '%00',
    '%',
    '💥',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    '9'.repeat(400),
    '-1',
    '1e999',
    '0x10',
    'NaN',
    '2025-02-30',
    '2025-13-01',
    'x'.repeat(5000),
    '[]',
    '{}',
  ),
);

/** Values that a schema allows, as far as it is looked at here. */
function fromSchema(schema: FuzzedSchema): fc.Arbitrary<unknown> {
  const { type, enum: values, const: only, pattern, format, properties = {}, required = [], items = {} } = schema;
  if (only !== undefined) return fc.constant(only);
  if (values !== undefined) return fc.constantFrom(...values);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((one) => fromSchema(one)));
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: 1, max: 50 });
    case 'array':
      return fc.array(fromSchema(items), { minLength: 1, maxLength: 3 });
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, fromSchema(one)])), {
        requiredKeys: [...required],
      });
    case 'string':
      if (format === 'date') return fc.constantFrom('2025-10-06', '2024-02-29');
      if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
      return fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
    default:
      return fc.jsonValue();
  }
}
