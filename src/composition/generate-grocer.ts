import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { writePieces } from '../adapters/storage/write-pieces.ts';
import { generateGrocer, type GeneratedGrocer, type GeneratorProgress } from '../generator/generate.ts';
import type { GrocerSettings } from '../generator/settings.ts';
import { peakRssMb } from '../processes/peak-memory.ts';

/** What was generated, and the largest resident set of this process, in megabytes, where the system reports it. */
export interface WrittenGrocer extends GeneratedGrocer {
  readonly peakRssMb: number | undefined;
}

/** Generates a grocer into a folder that is empty, or not there yet. */
export async function writeGrocer(
  folder: string,
  settings: GrocerSettings,
  onWeek?: (progress: GeneratorProgress) => void,
): Promise<WrittenGrocer> {
  const tables = await createDuckDbTableEngine();
  try {
    const generated = await writePieces(folder, generateGrocer(settings, onWeek), tables);
    return { ...generated, peakRssMb: peakRssMb() };
  } finally {
    tables.close();
  }
}
