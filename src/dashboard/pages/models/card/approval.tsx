import { useAnswer } from '../../../api/use-answer.ts';
import { Answered } from '../../../parts/answered.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { AuditTable } from '../../audit/audit-table.tsx';

const deciding = new Set([
  'adopt',
  'approve',
  'promote',
  'reject',
  'expire',
  'supersede',
  'rollback',
  'retire',
  'unretire',
]);
const recordsRead = 200;

/** Who decided on a version, and why: from the audit trail, in order. */
export function Approval({ version }: { readonly version: string }) {
  const records = useAnswer('audit.list', { entity: version, newest: recordsRead });
  return (
    <Answered query={records} what="the decisions">
      {(found) => {
        const decisions = found.filter(({ action }) => deciding.has(action));
        return decisions.length === 0 ? (
          <Empty title="Nobody has decided on it yet" />
        ) : (
          <AuditTable records={decisions} caption="Decisions on the model" />
        );
      }}
    </Answered>
  );
}
