import { resolve } from 'node:path';
import { readdir } from 'node:fs/promises';
import { addWeeks } from '../../contracts/week.ts';
import type { SchemaChange } from '../../generator/settings.ts';
import { generatedText } from '../../reports/generate/generated-text.ts';
import { writeGrocer } from '../../composition/generate-grocer.ts';
import { UsageError } from '../usage.ts';
import { createGeneratorView } from './generator-view.ts';

export interface GenerateOptions {
  readonly out: string;
  readonly regions: number;
  readonly stores: number;
  readonly items: number;
  readonly weeks: number;
  readonly from: string;
  readonly seed: number;
  readonly horizon: number;
  readonly arrivals: number;
  readonly dirty: number;
  readonly corrections: number;
  readonly drift: number;
  readonly schemaChange?: SchemaChange;
  readonly json?: boolean;
}

/** `shelfcast generate`. Returns the exit code. Throws `UsageError` where the folder holds something. */
export async function generateCommand(options: GenerateOptions): Promise<number> {
  const folder = resolve(options.out);
  await checkEmpty(folder);
  const { horizon: horizonWeeks, dirty: dirtyShare } = options;
  const settings = { ...settingsOf(options), horizonWeeks, dirtyShare };
  const view = createGeneratorView();
  const started = performance.now();
  const generated = await writeGrocer(folder, settings, (progress) => view.show(progress)).finally(() => view.close());
  const seconds = (performance.now() - started) / 1000;
  const facts = {
    folder,
    seconds: Math.round(1000 * seconds) / 1000,
    lastWeek: addWeeks(settings.from, settings.weeks - 1),
    arrivingWeeks: Array.from({ length: settings.arrivals }, (_, week) =>
      addWeeks(settings.from, settings.weeks + week),
    ),
    settings,
    ...generated,
  };
  process.stdout.write(`${options.json ? JSON.stringify(facts) : generatedText(facts)}\n`);
  return 0;
}

function settingsOf(options: GenerateOptions) {
  const { regions, stores, items, weeks, from, seed, arrivals, corrections, drift, schemaChange } = options;
  return { regions, stores, items, weeks, from, seed, arrivals, corrections, drift, schemaChange };
}

async function checkEmpty(folder: string): Promise<void> {
  let entries: readonly string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw new UsageError(`${folder} is a file; name a folder with --out`);
    throw error;
  }
  if (entries.length > 0) {
    throw new UsageError(
      `${folder} holds ${entries.length === 1 ? '' : `${entries.length} entries, `}"${entries[0]}"${entries.length > 1 ? ' among them' : ''}; name a folder that is empty or does not exist`,
    );
  }
}
