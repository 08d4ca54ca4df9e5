import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { TableRow } from '../../app/app.ts';
import { traceLineage } from '../../app/lineage/trace-lineage.ts';
import { perform } from '../../app/operation.ts';
import { units } from '../../reports/figures.ts';
import { lineageSvg } from '../../reports/lineage/lineage-svg.ts';
import { lineageText } from '../../reports/lineage/lineage-text.ts';
import { textTable } from '../../reports/text-table.ts';
import { openApp, type AppOptions } from '../open-app.ts';

export interface LineageOptions extends AppOptions {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly svg?: string;
}

type Start = z.infer<typeof traceLineage.input>['start'];

/** `shelfcast lineage`: where a thing comes from and what it led to, as text, JSON or a picture. Returns the exit code. */
export async function lineageCommand(start: Start, options: LineageOptions): Promise<number> {
  const direction = options.up === options.down ? 'both' : options.up ? 'up' : 'down';
  const { graph, rows } = await perform(traceLineage, await openApp(options), { start, direction });
  if (options.svg !== undefined) await writeFile(resolve(options.svg), await lineageSvg(graph));
  const text = (): string => [...(rows ? [rowsText(rows)] : []), lineageText(graph, direction)].join('\n\n');
  process.stdout.write(
    `${options.json ? JSON.stringify({ ...graph, ...(rows ? { rows } : {}) }, undefined, 2) : text()}\n`,
  );
  return 0;
}

function rowsText(rows: readonly TableRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: string | number | null): string => (typeof value === 'number' ? units(value) : (value ?? ''));
  return textTable(
    columns,
    rows.slice(0, 50).map((row) => columns.map((column) => cell(row[column] ?? null))),
    { leftColumns: 0 },
  );
}
