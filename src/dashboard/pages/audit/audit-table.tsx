import { Text } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { cycleNamed, promotionNamed } from '../../../contracts/workflow-ids.ts';
import { actorLabel, sentenceCase } from '../../format/names.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { factsInWords } from './facts-in-words.ts';

type AuditRecord = AnswerOf<'audit.list'>[number];

interface Props {
  readonly records: readonly AuditRecord[];
  readonly caption: string;
}

/** Records of the audit trail: who did what, to what, and why. */
export function AuditTable({ records, caption }: Props) {
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={records}
      keyOf={({ sequence }) => String(sequence)}
      minWidth={860}
    />
  );
}

const columns: readonly Column<AuditRecord>[] = [
  { name: 'No.', kind: 'number', by: ({ sequence }) => sequence, show: ({ sequence }) => sequence },
  { name: 'When', by: ({ at }) => at, show: ({ at }) => <Moment at={at} /> },
  { name: 'Who', by: ({ actor }) => actor, show: ({ actor }) => <Actor actor={actor} /> },
  { name: 'What', by: ({ action }) => action, show: ({ action }) => sentenceCase(action) },
  { name: 'Subject', by: ({ subject }) => subject, show: ({ subject }) => <code>{subject}</code> },
  {
    name: 'Facts',
    kind: 'wide',
    show: ({ facts }) => (
      <Text size="sm" lineClamp={3} title={JSON.stringify(facts)} style={{ overflowWrap: 'anywhere' }}>
        {factsInWords(facts)}
      </Text>
    ),
  },
];

/** A person by name; a cycle or a promotion that decided on its own as a link to what it is about. */
function Actor({ actor }: { readonly actor: string }) {
  const promotion = promotionNamed(actor);
  if (promotion) {
    const { environment, version } = promotion;
    return <PageLink to={pathTo.model(environment, version)}>{actorLabel(actor)}</PageLink>;
  }
  const cycle = cycleNamed(actor);
  if (!cycle) return actor;
  return <PageLink to={pathTo.cycle(cycle.environment, actor)}>{actorLabel(actor)}</PageLink>;
}
