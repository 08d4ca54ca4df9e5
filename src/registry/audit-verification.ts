import type { AuditHead, AuditRecord } from '../ports/audit-trail.ts';
import { auditGenesis, auditHash } from './audit-chain.ts';

/** What is wrong with a trail at a record. */
interface AuditFault {
  /** Number of the record at which it shows, as the record itself has it. */
  readonly sequence: number;
  readonly kind: 'altered' | 'removed' | 'moved' | 'inserted' | 'truncated';
  readonly detail: string;
}

export interface AuditVerification {
  readonly whole: boolean;
  readonly records: number;
  readonly head?: AuditHead;
  /** At most twenty: one change may break every record after it. */
  readonly faults: readonly AuditFault[];
}

const mostFaults = 20;
/** How far off a number may be for a record to be recognised as one that was renumbered. */
const farthestMove = 50;

/**
 * Goes through a trail record by record and says what does not follow. A fault is reported where it shows: a record rewritten with a
 * hash that fits it shows at its successor, which remembers another.
 *
 * @param remembered a head that was printed earlier and kept elsewhere: it has to be in the trail still, which a trail cut off at
 *   its end,
 *   or rewritten from some record on, has not. Without it neither can be seen. A sequence number of 0 means an unknown one.
 */
export async function verifyAudit(
  trail: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  remembered?: AuditHead,
): Promise<AuditVerification> {
  const faults: AuditFault[] = [];
  let before: Pick<AuditRecord, 'sequence' | 'hash'> = { sequence: 0, hash: auditGenesis };
  let records = 0;
  let metRemembered = false;
  for await (const record of trail) {
    records += 1;
    if (record.hash === remembered?.hash) metRemembered = true;
    const fault = faultOf(record, before);
    if (fault && faults.length < mostFaults) faults.push({ sequence: record.sequence, ...fault });
    before = record;
  }
  const head = records === 0 ? undefined : { sequence: before.sequence, hash: before.hash };
  if (remembered && !metRemembered) faults.push(lostHead(remembered, head));
  return { whole: faults.length === 0, records, ...(head ? { head } : {}), faults };
}

function faultOf(
  record: AuditRecord,
  before: Pick<AuditRecord, 'sequence' | 'hash'>,
): Pick<AuditFault, 'kind' | 'detail'> | undefined {
  const { sequence, previousHash } = record;
  const expected = before.sequence + 1;
  const writtenAs = numberItWasWrittenAs(record);
  if (writtenAs === undefined) {
    return { kind: 'altered', detail: `record ${sequence} is not what was written: its hash does not fit its content` };
  }
  if (writtenAs !== sequence) {
    const what = writtenAs > sequence ? 'removed' : 'inserted';
    return {
      kind: what,
      detail: `record ${sequence} was written as record ${writtenAs}: records before it were ${what}`,
    };
  }
  if (sequence <= before.sequence) {
    return { kind: 'moved', detail: `record ${sequence} comes after record ${before.sequence}` };
  }
  if (sequence > expected) {
    const missing = sequence - 1 === expected ? `record ${expected} is` : `records ${expected} to ${sequence - 1} are`;
    return { kind: 'removed', detail: `${missing} missing before record ${sequence}` };
  }
  if (previousHash !== before.hash) {
    const who = before.sequence === 0 ? 'another record stood before it' : `record ${before.sequence} was rewritten`;
    return {
      kind: before.sequence === 0 ? 'removed' : 'altered',
      detail: `record ${sequence} names a different predecessor: ${who} (hash ${previousHash.slice(0, 12)}… then, ${before.hash.slice(0, 12)}… now)`,
    };
  }
  return undefined;
}

/** The number under which the record's hash was made; `undefined` where its content is not what was written under any near it. */
function numberItWasWrittenAs(record: AuditRecord): number | undefined {
  const { sequence, previousHash, at, hash } = record;
  for (let distance = 0; distance <= farthestMove; distance += 1) {
    for (const number of distance === 0 ? [sequence] : [sequence + distance, sequence - distance]) {
      if (auditHash(previousHash, number, at, record) === hash) return number;
    }
  }
  return undefined;
}

function lostHead(remembered: AuditHead, head: AuditHead | undefined): AuditFault {
  const { sequence, hash } = remembered;
  const asked = sequence === 0 ? `the head ${hash.slice(0, 12)}…` : `record ${sequence}, ${hash.slice(0, 12)}…,`;
  const end = head ? `the trail ends at record ${head.sequence}` : 'the trail is empty';
  const cut = head === undefined || sequence > head.sequence;
  return {
    sequence: sequence === 0 ? (head?.sequence ?? 0) : sequence,
    kind: sequence === 0 || cut ? 'truncated' : 'altered',
    detail: `${asked} is not in it any more: ${end}${cut || sequence === 0 ? '' : ', and was rewritten'}`,
  };
}
