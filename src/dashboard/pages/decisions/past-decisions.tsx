import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { InputOf } from '../../../app/operations.ts';
import { defined } from '../../defined.ts';
import { sentenceCase } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { AuditTable } from '../audit/audit-table.tsx';

type Kind = NonNullable<InputOf<'promotions.decisions'>['kind']>;

const kinds: readonly Kind[] = [
  ...(['approve', 'reject', 'promote', 'expire', 'supersede'] as const),
  ...(['cancel', 'adopt', 'rollback', 'retire', 'unretire'] as const),
];
const pageSize = 15;
const typingMs = 300;

/** What was decided on models of the environment, by whom and why, page by page. */
export function PastDecisions() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('of', 'kind');
  // Names of the pages before this one, so that a reader can go back.
  const [pages, setPages] = useState<readonly string[]>([]);
  const [of] = useDebouncedValue(filters.of, typingMs);
  const decided = useAnswer(
    'promotions.decisions',
    { environment, limit: pageSize, ...defined({ of, kind: filters.kind as Kind | '', page: pages.at(-1) }) },
    { keepsOld: true },
  );
  const choose = (changed: Parameters<typeof setFilters>[0]): void => {
    setPages([]);
    setFilters(changed);
  };
  return (
    <>
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Region or segment"
          placeholder="all"
          value={filters.of}
          onChange={({ currentTarget }) => choose({ of: currentTarget.value })}
        />
        <NativeSelect
          label="Decision"
          data={[{ value: '', label: 'all' }, ...kinds.map((kind) => ({ value: kind, label: sentenceCase(kind) }))]}
          value={filters.kind}
          onChange={({ currentTarget }) => choose({ kind: currentTarget.value })}
        />
      </Group>
      <Answered query={decided} what="past decisions">
        {({ decisions, nextPage }) => (
          <>
            {decisions.length === 0 ? (
              <Empty
                title={
                  of === '' && filters.kind === '' ? 'Nothing has been decided yet' : 'No decision meets these filters'
                }
              />
            ) : (
              <AuditTable records={decisions} caption="Past decisions" />
            )}
            <PageTurner
              label="Pages of past decisions"
              pages={pages}
              nextPage={nextPage}
              words={['Newer', 'Older']}
              onTurn={setPages}
            />
          </>
        )}
      </Answered>
    </>
  );
}
