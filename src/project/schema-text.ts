import type { ZodObject } from 'zod';

/**
 * Everything a zod schema asks for, as one text: equal schemas have equal texts. `undefined` where it holds a function, a
 * refinement or a transform, whose meaning no text describes.
 */
export function schemaText(schema: ZodObject): string | undefined {
  try {
    return JSON.stringify(plain(schema, 0));
  } catch (error) {
    if (error instanceof OpaqueSchemaError) return undefined;
    throw error;
  }
}

class OpaqueSchemaError extends Error {}

/** Schemas are small; what is nested deeper refers to itself. */
const deepest = 40;

function plain(value: unknown, depth: number): unknown {
  if (depth > deepest || typeof value === 'function' || typeof value === 'symbol') throw new OpaqueSchemaError();
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof RegExp) return ['RegExp', value.source, value.flags];
  if (value instanceof Date) return ['Date', value.toISOString()];
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (value instanceof Set || value instanceof Map) return [...value].map((item) => plain(item, depth + 1));
  if ('_zod' in value) return ['zod', plain((value as { _zod: { def: unknown } })._zod.def, depth + 1)];
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, item]) => [name, plain(item, depth + 1)]);
}
