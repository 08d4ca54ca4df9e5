import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../examples/orange-juice', import.meta.url));

/**
 * The folder that `SHELFCAST_PROJECT` names; or else the working folder, unless only the example is a project, which comes along in a
 * checkout.
 */
export function defaultProject(): string {
  const named = process.env.SHELFCAST_PROJECT;
  if (named !== undefined && named !== '') return named;
  return existsSync('shelfcast.config.ts') || !existsSync(example) ? '.' : example;
}
