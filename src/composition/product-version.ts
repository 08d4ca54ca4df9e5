import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Version of Shelfcast, of its `package.json`. */
export function productVersion(): string {
  const file = fileURLToPath(new URL('../../package.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
