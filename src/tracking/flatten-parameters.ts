/** Characters trackers take in a name. */
const unnamable = /[^\w\-. /]/g;
const longestName = 250;

/**
 * Nested parameters as a flat list of texts: `members.network.epochs` → `20`. Lists stay together, as JSON; what has no value
 * is left out.
 */
export function flattenParameters(value: unknown, path = ''): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') return { [path]: typeof value === 'string' ? value : JSON.stringify(value) };
  if (Array.isArray(value)) return { [path]: JSON.stringify(value) };
  const flat: Record<string, string> = {};
  for (const [name, part] of Object.entries(value)) {
    Object.assign(flat, flattenParameters(part, path === '' ? nameOf(name) : `${path}.${nameOf(name)}`));
  }
  return flat;
}

function nameOf(text: string): string {
  return text.replaceAll(unnamable, '_').slice(0, longestName);
}
