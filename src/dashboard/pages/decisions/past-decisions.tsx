import { useAnswer } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { AuditTable } from '../audit/audit-table.tsx';

const recordsRead = 300;
const shown = 15;

/** What was decided on models of the environment, by whom and why. */
export function PastDecisions() {
  const environment = useEnvironment();
  const records = useAnswer('audit.list', { entity: environment, newest: recordsRead });
  return (
    <Answered query={records} what="past decisions">
      {(all) => {
        const decisions = all.filter(({ action }) => /promot|approv|reject|rolled|retire|expire|supersed/.test(action));
        if (decisions.length === 0) return <Empty title="Nothing has been decided yet" />;
        return <AuditTable records={decisions.toReversed().slice(0, shown)} caption="Past decisions" />;
      }}
    </Answered>
  );
}
