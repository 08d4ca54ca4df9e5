import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratedGrocer } from '../../src/generator/generate.ts';
import { defaultGrocer, type GrocerSettings } from '../../src/generator/settings.ts';
import { writeGrocer } from '../../src/composition/generate-grocer.ts';

const example = fileURLToPath(new URL('../../examples/grocer', import.meta.url));

/** Two regions of three stores and eight items: nothing is smaller. */
export const smallGrocer: GrocerSettings = { ...defaultGrocer, stores: 3, items: 8, weeks: 80, corrections: 2 };

/** A project folder with the example's configuration over a grocer made for the test. */
export async function generateProject(directory: string, settings: GrocerSettings): Promise<GeneratedGrocer> {
  await copyExample(directory);
  return writeGrocer(directory, settings);
}

/** The example's configuration and conditioners, and with `landing` its files. */
export async function copyExample(directory: string, { landing = false } = {}): Promise<void> {
  for (const part of ['shelfcast.config.ts', 'regions.ts', 'conditioners', ...(landing ? ['landing'] : [])]) {
    await cp(join(example, part), join(directory, part), { recursive: true });
  }
}
