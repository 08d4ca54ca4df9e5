import { LandingFileChangedError, type LandingFile } from '../../ports/landing.ts';
import type { BlockTable } from '../../ports/table-engine.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import type { DatasetPorts } from '../ports.ts';
import { LateColumnsError } from '../raw/json-lines.ts';
import { defaultChunk, readRaw, type ChunkSize } from '../raw/read-raw.ts';
import { createConditioning } from './condition-table.ts';
import type { QuarantineFile } from './quarantine-file.ts';
import { rulesOf } from './row-check.ts';
import { TypeFaultCounter, type TypeFaults } from './type-faults.ts';

/** A conditioned file before anything of it is stored. */
export interface ConditionedRows {
  readonly table: BlockTable;
  readonly rawColumns: readonly string[];
  /** Rows of the file, malformed lines included. */
  readonly rawRows: number;
  readonly rowsSeen: number;
  readonly typeFaults?: TypeFaults;
}

/**
 * Reads a landing file, chunk by chunk, and conditions it; bad rows go to the quarantine. How large the chunks are makes no
 * difference to the table. Throws what `readRaw` and `Conditioning` throw, except `LateColumnsError`.
 */
export async function conditionRows(
  ports: Pick<DatasetPorts, 'landing' | 'tables'>,
  project: LoadedProject,
  source: LoadedSource,
  landed: LandingFile,
  quarantine: QuarantineFile,
  chunk: ChunkSize = defaultChunk,
): Promise<ConditionedRows> {
  try {
    return await once(undefined);
  } catch (error) {
    if (error instanceof LateColumnsError) {
      quarantine.restart();
      return once(error.header);
    }
    // What looks like bad data may be a file that is still being written, which another attempt finds whole.
    if (!(error instanceof LandingFileChangedError)) for await (const _ of ports.landing.open(landed));
    throw error;
  }

  async function once(known: readonly string[] | undefined): Promise<ConditionedRows> {
    const conditioning = createConditioning(source, rulesOf(project), landed.path);
    const faults = new TypeFaultCounter(source.standardColumns);
    let rawColumns: readonly string[] = [];
    let rawRows = 0;
    for await (const raw of readRaw(ports, source, landed, chunk, known)) {
      rawColumns = raw.rawColumns;
      rawRows += raw.lines.length + raw.malformed.length;
      for (const row of conditioning.add(raw)) {
        quarantine.add(row);
        faults.add(row);
      }
    }
    const typeFaults = faults.most();
    const { rowsSeen } = conditioning;
    return { table: conditioning.finish(), rawColumns, rawRows, rowsSeen, ...(typeFaults ? { typeFaults } : {}) };
  }
}
