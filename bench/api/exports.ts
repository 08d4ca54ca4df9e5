import { exportFormats, type ExportFormat } from '../../src/ports/row-export.ts';
import { proportionalMb, watchProcessTree } from '../support/process-tree.ts';
import type { Server } from './server.ts';

/** How a whole table left. */
interface Exported {
  readonly as: ExportFormat;
  readonly rows: number;
  readonly seconds: number;
  /** Of the API and all processes below it, at the same moment; what they share counts once. */
  readonly peakRssMb: number;
  readonly mb: number;
}

/**
 * Has every row of a table out in every form. CSV and Parquet of a whole table are files that are there; with a condition that every row meets
 * they are made, as XLSX is.
 */
export async function exportAll(
  server: Server,
  { region, cutoff, rows }: { readonly region: string; readonly cutoff: string; readonly rows: number },
): Promise<readonly Exported[]> {
  const exported: Exported[] = [];
  for (const as of exportFormats) {
    const memory = watchProcessTree(server.processId, proportionalMb);
    const started = performance.now();
    const condition = as === 'xlsx' ? '' : '&format=large';
    const answer = await fetch(`${server.root}/forecasts/${region}/file?cutoff=${cutoff}&as=${as}${condition}`);
    let bytes = 0;
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) bytes += piece.length;
    const seconds = (performance.now() - started) / 1000;
    if (answer.status !== 200) throw new Error(`an export to ${as} was answered ${answer.status}`);
    exported.push({
      ...{ as, rows, seconds: Math.round(10 * seconds) / 10, peakRssMb: memory.stop() },
      mb: Math.round(bytes / 1e5) / 10,
    });
  }
  return exported;
}
