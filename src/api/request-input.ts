import type { OperationName } from '../app/operations.ts';
import { refusal } from '../app/refusal.ts';
import type { JsonSchema } from './operation-schemas.ts';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request, as far as it says what is asked. */
export interface AskedBy {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
}

/**
 * The input of an operation from a request: what its path names, and the query of a GET or the fields of a body. Throws `Refusal` on a
 * parameter or field that the operation does not have: a filter that is misspelt must not answer everything.
 */
export function inputOf(operation: OperationName, schema: JsonSchema, { parameters, query, body }: AskedBy): object {
  const sent = body === undefined || body === null ? ofQuery(query, schema) : fieldsOf(operation, body);
  const properties = schema.properties ?? {};
  const unknown = Object.keys(sent).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length > 0) {
    const known = Object.keys(properties).filter((name) => !Object.hasOwn(parameters, name));
    const message = `is not known here; known: ${known.length === 0 ? 'none' : known.join(', ')}`;
    throw refusal('invalid-input', { operation, faults: unknown.map((name) => ({ path: [name], message })) });
  }
  const input = { ...sent, ...parameters };
  checkTexts(operation, input);
  return input;
}

/** Texts with a NUL cannot be kept or looked up: PostgreSQL has none. Throws `Refusal`. Goes without the stack, which a body may be deeper than. */
function checkTexts(operation: OperationName, input: object): void {
  const left: { readonly path: readonly string[]; readonly value: unknown }[] = [{ path: [], value: input }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && value.includes('\0')) {
      throw refusal('invalid-input', { operation, faults: [{ path, message: 'must not have a NUL character' }] });
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, one] of Object.entries(value)) {
      if (name.includes('\0')) {
        throw refusal('invalid-input', { operation, faults: [{ path, message: 'has a name with a NUL character' }] });
      }
      left.push({ path: path.length > 8 ? path : [...path, name], value: one });
    }
  }
}

function fieldsOf(operation: string, body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw refusal('invalid-input', { operation, faults: [{ path: [], message: 'the body must be a JSON object' }] });
}

/** `?limit=20&regions=north&regions=south&tags[owner]=ann`, each value of the type that the schema has. */
function ofQuery(query: Query, { properties = {} }: JsonSchema): object {
  const input: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const [, name, entry] = /^(\w+)\[(.+)\]$/.exec(key) ?? [];
    if (name !== undefined && entry !== undefined && properties[name]?.type === 'object') {
      input[name] = { ...(input[name] as object | undefined), [entry]: lastOf(value) };
    } else {
      input[key] = typed(value, properties[key] ?? {});
    }
  }
  return input;
}

function typed(value: string | readonly string[], schema: JsonSchema): unknown {
  if (schema.type === 'array') return [value].flat().map((one) => typed(one, schema.items ?? {}));
  const text = lastOf(value);
  switch (schema.type) {
    case 'integer':
    case 'number':
      // What is no number stays a text, which the operation's own schema refuses in its own words.
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    default:
      return text;
  }
}

function lastOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : (value.at(-1) ?? '');
}
