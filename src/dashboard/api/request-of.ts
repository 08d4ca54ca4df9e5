import { routeTable, type OfferedName } from '../../api/route-table.ts';

/** A request to the server, ready to be sent. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  /** JSON; left out where the method has no body. */
  readonly body?: string;
}

const base = '/api/v1';

/** The request that asks for an operation: what its path names comes from the input, and the rest goes into the query or the body. */
export function requestOf(name: OfferedName, input: object): ApiRequest {
  const { method, path } = routeTable[name];
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest.get(key) as unknown;
    if (typeof value !== 'string') throw new TypeError(`${name} needs ${key} for ${path}`);
    rest.delete(key);
    return encodeURIComponent(value);
  });
  if (method !== 'GET') return { method, url: base + filled, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams([...rest].flatMap(([key, value]) => pairsOf(key, value))).toString();
  return { method, url: base + filled + (query === '' ? '' : `?${query}`) };
}

/** `key=value`; once for each element of a list, and `key[name]=value` for each entry of a record. */
function pairsOf(key: string, value: unknown): readonly [string, string][] {
  if (Array.isArray(value)) return value.map((one) => [key, String(one)]);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, one]) => [`${key}[${name}]`, String(one)]);
  }
  return [[key, String(value)]];
}
