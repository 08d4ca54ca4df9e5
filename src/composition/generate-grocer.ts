import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { writePieces } from '../adapters/storage/write-pieces.ts';
import { generateGrocer, type GeneratedGrocer, type GeneratorProgress } from '../generator/generate.ts';
import type { GrocerSettings } from '../generator/settings.ts';

/** Generates a grocer into a folder that is empty, or not there yet. */
export async function writeGrocer(
  folder: string,
  settings: GrocerSettings,
  onWeek?: (progress: GeneratorProgress) => void,
): Promise<GeneratedGrocer> {
  const tables = await createDuckDbTableEngine();
  try {
    return await writePieces(folder, generateGrocer(settings, onWeek), tables);
  } finally {
    tables.close();
  }
}
