import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The working folder where it is a project; or else the example that comes along. */
export function defaultProject(): string {
  return existsSync('shelfcast.config.ts')
    ? '.'
    : fileURLToPath(new URL('../../examples/orange-juice', import.meta.url));
}
