import { createHash } from 'node:crypto';
import type { ConditionedSample, ConditionerTest } from '../../contracts/conditioner-test.ts';
import type { LandingFile } from '../../ports/landing.ts';
import type { BlockTable } from '../../ports/table-engine.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { correctionOrder } from '../../contracts/correction-order.ts';
import { SourceEmptyError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import { defaultChunk, type ChunkSize } from '../raw/read-raw.ts';
import { conditionRows } from './condition-rows.ts';
import { describeQuarantined } from './quarantine.ts';
import { QuarantineFile } from './quarantine-file.ts';

/** Files of a source that are tried: the first, the middle and the last one. */
const sampledFiles = 3;

interface Attempt {
  readonly digest: string;
  readonly rawRows: number;
  readonly rows: number;
  readonly rowsSeen: number;
  readonly setAside: number;
  readonly reasons: ConditionedSample['setAside'];
  readonly firstBad: string;
}

/**
 * Tries a source's conditioner on a sample of its landing files, alone, and stores nothing: raw check, conditioner, row check, then
 * the same again, and the same in small chunks.
 */
export async function testConditioner(
  ports: Pick<DatasetPorts, 'landing' | 'tables'>,
  project: LoadedProject,
  source: LoadedSource,
): Promise<ConditionerTest> {
  try {
    const landed = (await ports.landing.list(source.landing)).toSorted((a, b) => correctionOrder(a.path, b.path));
    if (landed.length === 0) {
      const { landingDirectory } = project;
      throw new SourceEmptyError({ source: source.name, glob: source.landing, landingDirectory });
    }
    const files: ConditionedSample[] = [];
    for (const file of sampleOf(landed)) files.push(await tryFile(ports, project, source, file));
    return { source: source.name, files, failures: [] };
  } catch (error) {
    return { source: source.name, files: [], failures: [messageOf(error)] };
  }
}

function sampleOf(files: readonly LandingFile[]): readonly LandingFile[] {
  if (files.length <= sampledFiles) return files;
  return [files[0]!, files[files.length >> 1]!, files.at(-1)!];
}

async function tryFile(
  ports: Pick<DatasetPorts, 'landing' | 'tables'>,
  project: LoadedProject,
  source: LoadedSource,
  file: LandingFile,
): Promise<ConditionedSample> {
  const attempt = (chunk: ChunkSize) => condition(ports, project, source, file, chunk);
  try {
    const first = await attempt(defaultChunk);
    const failures: string[] = [];
    if (first.setAside > source.maxBadShare * first.rowsSeen) {
      const limit = `maxBadShare is ${source.maxBadShare}`;
      failures.push(`${first.setAside} of ${first.rowsSeen} rows are set aside, ${limit}; first: ${first.firstBad}`);
    }
    if ((await attempt(defaultChunk)).digest !== first.digest) {
      failures.push('gives another result on the same file: a conditioner must depend only on its table and context');
    } else if (source.reads !== 'file') {
      const rows = Math.max(1, Math.min(997, Math.ceil(first.rawRows / 3)));
      if ((await attempt({ rows, bytes: 1 << 16 })).digest !== first.digest) {
        failures.push(
          `gives another result in chunks of ${rows} rows: it looks across rows; declare reads: 'file' for the source`,
        );
      }
    }
    return { file: file.path, rawRows: first.rawRows, rows: first.rows, setAside: first.reasons, failures };
  } catch (error) {
    return { file: file.path, rawRows: 0, rows: 0, setAside: {}, failures: [messageOf(error)] };
  }
}

async function condition(
  ports: Pick<DatasetPorts, 'landing' | 'tables'>,
  project: LoadedProject,
  source: LoadedSource,
  file: LandingFile,
  chunk: ChunkSize,
): Promise<Attempt> {
  const quarantine = new QuarantineFile();
  try {
    const { table, rawRows, rowsSeen } = await conditionRows(ports, project, source, file, quarantine, chunk);
    const { first, reasons, rows: setAside } = quarantine;
    const firstBad = first ? describeQuarantined(first) : '';
    return { digest: digestOf(table, reasons), rawRows, rows: table.rows, rowsSeen, setAside, reasons, firstBad };
  } finally {
    quarantine.discard();
  }
}

/** The same rows have the same codes, which are given in the order of appearance. */
function digestOf(table: BlockTable, reasons: ConditionedSample['setAside']): string {
  const hash = createHash('sha256').update(JSON.stringify([table.rows, reasons]));
  for (const [name, column] of Object.entries(table.columns)) {
    hash.update(JSON.stringify([name, 'texts' in column ? column.texts : []]));
    for (const block of column.blocks) hash.update(block);
  }
  return hash.digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
