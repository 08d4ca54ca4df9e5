import { resolve } from 'node:path';
import { readdir } from 'node:fs/promises';
import { generateGrocer } from '../../app/grocer/generate-grocer.ts';
import { perform } from '../../app/operation.ts';
import { writeGrocer } from '../../composition/generate-grocer.ts';
import type { SchemaChange } from '../../generator/settings.ts';
import { generatedText } from '../../reports/generate/generated-text.ts';
import { show } from '../run-operation.ts';
import { UsageError } from '../usage.ts';
import { appWithoutProject } from '../without-project.ts';
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
  const view = createGeneratorView();
  const app = appWithoutProject({
    writeGrocer: (settings, onWeek) => writeGrocer(folder, settings, onWeek),
    onStep: (step) => {
      if (step.step === 'week-generated') view.show(step.progress);
    },
  });
  const answer = await perform(generateGrocer, app, settingsOf(options)).finally(() => view.close());
  return show({ folder, ...answer }, options, { text: generatedText, onOneLine: true });
}

function settingsOf(options: GenerateOptions) {
  const { regions, stores, items, weeks, from, seed, arrivals, corrections, drift, schemaChange } = options;
  return {
    ...{ regions, stores, items, weeks, from, seed, arrivals, corrections, drift },
    ...(schemaChange === undefined ? {} : { schemaChange }),
    ...{ horizonWeeks: options.horizon, dirtyShare: options.dirty },
  };
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
