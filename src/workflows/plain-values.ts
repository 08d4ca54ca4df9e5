/** Checks of values from outside a workflow's own code, for code that replays: they must accept the same in every release. */
type Check = (value: unknown) => boolean;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isArrayOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** A field that may be left out. */
export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}
