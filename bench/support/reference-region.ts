import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../../scripts/setup/locations.mjs';
import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { writePieces } from '../../src/adapters/storage/write-pieces.ts';
import { generateGrocer } from '../../src/generator/generate.ts';
import { defaultGrocer, type GrocerSettings } from '../../src/generator/settings.ts';
import type { FilePiece } from '../../src/ports/file-pieces.ts';

const example = fileURLToPath(new URL('../../examples/grocer', import.meta.url));

/** One region of the reference's size: 3.8 million rows of shipments. */
export const referenceGrocer: GrocerSettings = {
  ...defaultGrocer,
  regions: 1,
  stores: 214,
  items: 150,
  weeks: 200,
  seed: 7,
};

/** `digestOfShipments` of `referenceGrocer` at commit 1fe9878: benches at other commits are comparable as long as it holds. */
export const referenceDigest = '4d394a57d83ea5ab7b3363de456fabcfb21ca234e76faa291e43422928d987fe';

export interface GeneratedRegion {
  /** Has `landing`, `arrivals` and `truth`. */
  readonly folder: string;
  /** Of the shipments: SHA-256 of what is in their files before packing, in the order of their paths. */
  readonly digest: string;
}

/** A generated grocer, made at the first call and found in the cache folder later. */
export async function generatedRegion(settings: GrocerSettings, say: (line: string) => void): Promise<GeneratedRegion> {
  const name = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 12);
  const folder = join(cacheDir(), 'bench', `grocer-${name}`);
  const complete = join(folder, 'digest');
  if (!existsSync(complete)) {
    say(
      `generating ${settings.stores} stores × ${settings.items} items × ${settings.weeks} weeks: a minute or two, once`,
    );
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, 'digest'), await generate(partial, settings));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
  return { folder, digest: await readFile(complete, 'utf8') };
}

/**
 * A project over a copy of a generated grocer's landing: that of the example.
 *
 * @param directory is made
 * @param from the example's folder. Default: this checkout's
 */
export async function layOutProject(
  directory: string,
  landing: string,
  { horizonWeeks = 3, from = example }: { readonly horizonWeeks?: number; readonly from?: string } = {},
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const config = await readFile(join(from, 'shelfcast.config.ts'), 'utf8');
  const horizon = `horizonWeeks: ${horizonWeeks},`;
  await writeFile(join(directory, 'shelfcast.config.ts'), config.replace('horizonWeeks: 3,', horizon));
  await cp(join(from, 'regions.ts'), join(directory, 'regions.ts'));
  await cp(join(from, 'conditioners'), join(directory, 'conditioners'), { recursive: true });
  await cp(landing, join(directory, 'landing'), { recursive: true });
}

async function generate(folder: string, settings: GrocerSettings): Promise<string> {
  const digest = new ShipmentDigest();
  const tables = await createDuckDbTableEngine();
  try {
    await writePieces(folder, digest.through(generateGrocer(settings)), tables);
  } finally {
    tables.close();
  }
  return digest.hex();
}

/** Hashes shipments on their way to files, so that packing and Parquet's writer play no part. */
export class ShipmentDigest {
  readonly #files = new Map<string, Hash>();

  *through<Result>(pieces: Generator<FilePiece, Result>): Generator<FilePiece, Result> {
    let next = pieces.next();
    for (; !next.done; next = pieces.next()) {
      this.#add(next.value);
      yield next.value;
    }
    return next.value;
  }

  hex(): string {
    const all = createHash('sha256');
    for (const path of [...this.#files.keys()].sort()) all.update(`${path}\n${this.#files.get(path)!.digest('hex')}\n`);
    return all.digest('hex');
  }

  #add(piece: FilePiece): void {
    if (piece.kind === 'end' || !piece.path.startsWith('landing/shipments/')) return;
    const hash = this.#files.get(piece.path) ?? createHash('sha256');
    this.#files.set(piece.path, hash);
    if (piece.kind === 'text') {
      hash.update(piece.text);
      return;
    }
    for (const [name, values] of Object.entries(piece.columns)) hash.update(`${name}\n${values.join('\n')}\n`);
  }
}
