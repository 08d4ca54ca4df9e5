import type { ArtifactRef } from '../../contracts/artifact.ts';
import { countReasons, describeQuarantined, quarantineTable } from '../conditioning/quarantine.ts';
import { TooManyBadRowsError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import { putCsv } from '../write-artifact.ts';
import type { SourceTally } from './source-tally.ts';

/**
 * Stores the rows a snapshot set aside, if there are any. Throws `TooManyBadRowsError` where they are a larger share of the
 * rows in the files read than the source allows.
 */
export async function storeStrayRows(ports: DatasetPorts, tally: SourceTally): Promise<ArtifactRef | undefined> {
  const [first] = tally.quarantined;
  if (!first) return undefined;
  const quarantined = await putCsv(ports, quarantineTable(tally.quarantined));
  const rows = tally.files.reduce((sum, file) => sum + file.rows, 0);
  const { name: source, maxBadShare } = tally.source;
  if (tally.quarantined.length > maxBadShare * rows) {
    throw new TooManyBadRowsError({
      source,
      badRows: tally.quarantined.length,
      rows,
      maxBadShare,
      reasons: countReasons(tally.quarantined),
      quarantined,
      example: describeQuarantined(first),
    });
  }
  return quarantined;
}
