import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodePartName } from './code-parts.ts';
import { cache, checkout } from './run-steps.ts';

const recordOf = (part: CodePartName): string => join(checkout, cache, `passed-${part}.json`);

/** Digests of the files in which the last check of a part found nothing. */
export function readPassed(part: CodePartName): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(readFileSync(recordOf(part), 'utf8')) as string[]);
  } catch {
    return new Set();
  }
}

/** Keeps them for the next check. */
export function writePassed(part: CodePartName, digests: Iterable<string>): void {
  mkdirSync(dirname(recordOf(part)), { recursive: true });
  writeFileSync(recordOf(part), JSON.stringify([...digests]));
}
