import type { ConditionedFile } from '../../contracts/dataset.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { LandingFile } from '../../ports/landing.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { ColumnRetypedError, TooManyBadRowsError } from '../errors.ts';
import { hashOf } from '../hash.ts';
import type { DatasetPorts } from '../ports.ts';
import { putParquetBlocks } from '../write-artifact.ts';
import { badRowsHint } from './bad-rows-hint.ts';
import { conditionRows } from './condition-rows.ts';
import { describeQuarantined } from './quarantine.ts';
import { QuarantineFile } from './quarantine-file.ts';
import { rulesOf } from './row-check.ts';
import type { TypeFaults } from './type-faults.ts';

/** What a memo of earlier work holds: the result, and the first bad row for the message when there are too many. */
interface Memo {
  readonly file: ConditionedFile;
  readonly rowsSeen: number;
  readonly firstBad: string;
  readonly typeFaults?: TypeFaults;
}

/**
 * Conditions one landing file, or takes over what an earlier run made of the same bytes with the same code. Throws
 * `TooManyBadRowsError` (as `ColumnRetypedError` where a single column is to blame) where the source allows fewer bad rows; the quarantine is stored all the same.
 */
export async function conditionFile(
  ports: DatasetPorts,
  project: LoadedProject,
  source: LoadedSource,
  landed: LandingFile,
): Promise<{ readonly file: ConditionedFile; readonly isNew: boolean }> {
  const conditionerVersion = versionOf(project, source);
  // The path counts: conditioners may read facts from it, and the quarantine names it.
  const key = hashOf(['conditioned-2', landed.hash, landed.path, conditionerVersion]);
  const pointer = `conditioned/${key.slice(0, 2)}/${key}`;

  const known = await readMemo(ports, pointer);
  const memo = known ?? (await condition(ports, project, source, landed, conditionerVersion));
  if (!known) await ports.store.writePointer(pointer, JSON.stringify(memo));

  const { file, rowsSeen, typeFaults } = memo;
  if (file.quarantined && file.quarantinedRows > source.maxBadShare * rowsSeen) {
    const facts = {
      source: source.name,
      file: file.path,
      badRows: file.quarantinedRows,
      rows: rowsSeen,
      maxBadShare: source.maxBadShare,
      reasons: file.reasons,
      quarantined: file.quarantined,
      example: memo.firstBad,
      hint: badRowsHint(source, file, memo.firstBad),
    };
    if (!typeFaults || typeFaults.rows <= source.maxBadShare * rowsSeen) throw new TooManyBadRowsError(facts);
    const { column, expected, found } = typeFaults;
    throw new ColumnRetypedError({ ...facts, column, expected, found, columnRows: typeFaults.rows });
  }
  return { file, isNew: !known };
}

async function condition(
  ports: DatasetPorts,
  project: LoadedProject,
  source: LoadedSource,
  landed: LandingFile,
  conditionerVersion: string,
): Promise<Memo> {
  const quarantine = new QuarantineFile();
  try {
    const { table, ...seen } = await conditionRows(ports, project, source, landed, quarantine);
    const quarantined = await quarantine.store(ports.store);
    return {
      file: {
        path: landed.path,
        contentHash: landed.hash,
        conditionerVersion,
        conditioned: await putParquetBlocks(ports, table),
        ...(quarantined ? { quarantined } : {}),
        rawColumns: seen.rawColumns,
        rawRows: seen.rawRows,
        rows: table.rows,
        quarantinedRows: quarantine.rows,
        reasons: quarantine.reasons,
      },
      rowsSeen: seen.rowsSeen,
      firstBad: quarantine.first ? describeQuarantined(quarantine.first) : '',
      ...(seen.typeFaults ? { typeFaults: seen.typeFaults } : {}),
    };
  } finally {
    quarantine.discard();
  }
}

/** Everything but the file that conditioning depends on. */
function versionOf(project: LoadedProject, source: LoadedSource): string {
  const { name, kind, delimiter, columns, reads, migrations, standardColumns, repeatedWeek, encoding } = source;
  const kept = {
    standardColumns,
    ...(repeatedWeek === 'parts' ? { repeatedWeek } : {}),
    ...(encoding === undefined || encoding === 'utf-8' ? {} : { encoding }),
  };
  const settings = { name, kind, delimiter, columns, reads, migrations, ...kept, ...rulesOf(project) };
  const code = project.conditionerVersions?.[name] ?? project.conditioningVersion;
  return hashOf([code, JSON.stringify(settings), String(source.conditioner)]);
}

/** The memo, where its artifacts are still in the store and sound. */
async function readMemo(ports: DatasetPorts, pointer: string): Promise<Memo | undefined> {
  const text = await ports.store.readPointer(pointer);
  if (text === undefined) return undefined;
  const memo = JSON.parse(text) as Memo;
  try {
    await ports.store.localPath(memo.file.conditioned);
    if (memo.file.quarantined) await ports.store.localPath(memo.file.quarantined);
    return memo;
  } catch (error) {
    if (error instanceof ArtifactMissingError || error instanceof ArtifactCorruptError) return undefined;
    throw error;
  }
}
