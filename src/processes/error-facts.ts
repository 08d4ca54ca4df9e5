/** Facts are small; what is nested deeper is a whole object graph that got in by accident. */
const deepest = 6;
const ofEveryError: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause']);

/** The fields an error class adds to Error, as plain data that structured clone carries: NaN and infinities stay what they are. */
export function factsOf(error: Error): Record<string, unknown> {
  const own = Object.entries(error).filter(([name]) => !ofEveryError.has(name));
  return plainObject(own, deepest);
}

function plainObject(entries: readonly (readonly [string, unknown])[], depth: number): Record<string, unknown> {
  const plain = entries.map(([name, value]) => [name, plainData(value, depth - 1)] as const);
  return Object.fromEntries(plain.filter(([, value]) => value !== undefined));
}

function plainData(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (depth <= 0) return undefined;
  if (value instanceof Map)
    return plainObject(
      [...value].map(([key, item]) => [String(key), item as unknown]),
      depth,
    );
  if (value instanceof Set || Array.isArray(value)) return [...value].map((item) => plainData(item, depth - 1));
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  return plainObject(Object.entries(value), depth);
}
