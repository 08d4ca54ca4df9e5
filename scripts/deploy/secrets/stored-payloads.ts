import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a database of Temporal has of the payloads that were sent to it. */
export interface StoredPayloads {
  /** Payloads that nobody can read without a key. */
  readonly encrypted: number;
  /** Names of fields of Shelfcast's messages, to be read by anybody. */
  readonly readable: number;
}

/** Every request of a cycle has it. */
const field = '"requestedBy"';

/** Looks through the files of a dev server's database, the journal included. */
export async function storedPayloads(folder: string, database = 'temporal.db'): Promise<StoredPayloads> {
  const files = await Array.fromAsync(glob(`${database}*`, { cwd: folder }));
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, file)))));
  return { encrypted: occurrences(bytes, 'binary/encrypted'), readable: occurrences(bytes, field) };
}

/** Throws where payloads can be read, or none is there at all. */
export function expectEncrypted({ encrypted, readable }: StoredPayloads, where: string): void {
  if (encrypted > 0 && readable === 0) return;
  throw new Error(
    `with a file of payload keys, ${where} has ${encrypted} encrypted payloads and ${readable} readable ones`,
  );
}

/** How often a text is in bytes. */
export function occurrences(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count += 1;
  return count;
}
