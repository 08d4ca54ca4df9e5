import { join } from 'node:path';
import { openApiDocument } from '../../src/api/openapi.ts';
import type { ComparedDocument } from './breaking-changes.ts';

/** The document that clients were written for. */
export const recordedFile = join(import.meta.dirname, '../../test/api/golden/openapi.json');

/** The document of this checkout, without its version, which changes with every release. */
export function documentNow(): ComparedDocument {
  return JSON.parse(JSON.stringify(openApiDocument('0.0.0'))) as ComparedDocument;
}
