import type { ConditionedFile } from '../../contracts/dataset.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { LandingFile } from '../../ports/landing.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { TooManyBadRowsError } from '../errors.ts';
import { hashOf } from '../hash.ts';
import type { DatasetPorts } from '../ports.ts';
import { readRaw } from '../raw/read-raw.ts';
import { putCsv, putParquet } from '../write-artifact.ts';
import { conditionTable } from './condition-table.ts';
import { countReasons, describeQuarantined, quarantineTable } from './quarantine.ts';
import type { ProjectRules } from './row-check.ts';

/** What a memo of earlier work holds: the result, and the first bad row for the message when there are too many. */
interface Memo {
  readonly file: ConditionedFile;
  readonly rowsSeen: number;
  readonly firstBad: string;
}

/**
 * Conditions one landing file, or takes over what an earlier run made of the same bytes with the same code. Throws
 * `TooManyBadRowsError` where the source allows fewer bad rows; the quarantine is stored all the same.
 */
export async function conditionFile(
  ports: DatasetPorts,
  project: LoadedProject,
  source: LoadedSource,
  landed: LandingFile,
): Promise<{ readonly file: ConditionedFile; readonly isNew: boolean }> {
  const conditionerVersion = versionOf(project, source);
  // The path counts: conditioners may read facts from it, and the quarantine names it.
  const key = hashOf(['conditioned-1', landed.hash, landed.path, conditionerVersion]);
  const pointer = `conditioned/${key.slice(0, 2)}/${key}`;

  const known = await readMemo(ports, pointer);
  const memo = known ?? (await condition(ports, project, source, landed, conditionerVersion));
  if (!known) await ports.store.writePointer(pointer, JSON.stringify(memo));

  const { file, rowsSeen } = memo;
  if (file.quarantined && file.quarantinedRows > source.maxBadShare * rowsSeen) {
    throw new TooManyBadRowsError({
      source: source.name,
      file: file.path,
      badRows: file.quarantinedRows,
      rows: rowsSeen,
      maxBadShare: source.maxBadShare,
      reasons: file.reasons,
      quarantined: file.quarantined,
      example: memo.firstBad,
    });
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
  const raw = await readRaw(ports, source, landed);
  const { columns, rows, rowsSeen, quarantined } = conditionTable(raw, source, rulesOf(project), landed.path);
  const first = quarantined[0];
  return {
    file: {
      path: landed.path,
      contentHash: landed.hash,
      conditionerVersion,
      conditioned: await putParquet(ports, columns),
      ...(first ? { quarantined: await putCsv(ports, quarantineTable(quarantined)) } : {}),
      rawRows: raw.lines.length + raw.malformed.length,
      rows,
      quarantinedRows: quarantined.length,
      reasons: countReasons(quarantined),
    },
    rowsSeen,
    firstBad: first ? describeQuarantined(first) : '',
  };
}

/** Everything but the file that conditioning depends on. */
function versionOf(project: LoadedProject, source: LoadedSource): string {
  const { name, kind, delimiter, columns, standardColumns } = source;
  const settings = { name, kind, delimiter, columns, standardColumns, ...rulesOf(project) };
  return hashOf([project.conditioningVersion, JSON.stringify(settings), String(source.conditioner)]);
}

function rulesOf({ resolved }: LoadedProject): ProjectRules {
  return {
    weekStartsOn: resolved.weekStartsOn,
    regions: resolved.regions.map((region) => region.name),
    formats: resolved.formats,
  };
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
