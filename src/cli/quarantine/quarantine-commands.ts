import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { perform } from '../../app/operation.ts';
import { countQuarantined } from '../../app/quarantine/count-quarantined.ts';
import { exportQuarantined } from '../../app/quarantine/export-quarantined.ts';
import { reingest } from '../../app/quarantine/reingest.ts';
import { showQuarantined } from '../../app/quarantine/show-quarantined.ts';
import { quarantinedRowsText, quarantineText } from '../../reports/datasets/quarantine-text.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { uploadedFile } from '../uploaded-file.ts';

/** Which rows to look at; all conditions have to hold. */
interface FilterOptions extends AppOptions {
  readonly source?: string;
  readonly reason?: string;
  /** Part of a file's path. */
  readonly file?: string;
  /** Only what the region's newest dataset version set aside. */
  readonly region?: string;
}

/** `shelfcast quarantine list`: rows set aside, counted by source, file and reason. Returns the exit code. */
export function listQuarantineCommand(options: FilterOptions): Promise<number> {
  return runOperation(countQuarantined, options, filterOf(options), { text: quarantineText });
}

/** `shelfcast quarantine show`: the rows themselves, page by page. Returns the exit code. */
export function showQuarantineCommand(
  options: FilterOptions & {
    readonly limit?: number;
    /** What the page before named. */
    readonly page?: string;
  },
): Promise<number> {
  const { limit, page } = options;
  const input = {
    ...filterOf(options),
    ...(limit === undefined ? {} : { limit }),
    ...(page === undefined ? {} : { page }),
  };
  return runOperation(showQuarantined, options, input, { text: quarantinedRowsText });
}

/** `shelfcast quarantine export`: the rows as they stood, under their header, for somebody to correct. Returns the exit code. */
export async function exportQuarantineCommand(
  options: Omit<FilterOptions, 'region'> & { readonly source: string; readonly to: string },
): Promise<number> {
  const { source, to } = options;
  const { header, lines } = await perform(exportQuarantined, await openApp(options), { ...filterOf(options), source });
  await writeFile(resolve(to), `${[header, ...lines].join('\n')}\n`, { flag: 'wx' });
  const next = `correct them, then shelfcast quarantine reingest --source ${source} --file ${to}`;
  process.stdout.write(`${lines.length} rows in ${to}; ${next}\n`);
  return 0;
}

/** `shelfcast quarantine reingest`: lands corrected rows. Returns the exit code: 1 where rows are still bad, and nothing was landed. */
export async function reingestCommand(
  options: AppOptions & { readonly source: string; readonly file: string; readonly reason?: string },
): Promise<number> {
  const { source, file: from, reason } = options;
  const bytes = Buffer.concat(await Array.fromAsync(uploadedFile(resolve(from)).bytes));
  const content = bytes.toString('base64');
  return runOperation(
    reingest,
    options,
    { source, content, from, ...(reason === undefined ? {} : { reason }) },
    {
      text: ({ landed, rows, faults }) =>
        landed === null
          ? ['nothing was landed:', ...faults].join('\n  ')
          : `${rows} rows landed as ${landed}; the next cycle reads them`,
      exitCode: ({ landed }) => (landed === null ? 1 : 0),
    },
  );
}

function filterOf({ source, reason, file, region }: FilterOptions) {
  return {
    ...(source === undefined ? {} : { source }),
    ...(reason === undefined ? {} : { reason }),
    ...(file === undefined ? {} : { file }),
    ...(region === undefined ? {} : { region }),
  };
}
