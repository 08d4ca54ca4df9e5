import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { defined } from '../../defined.ts';
import { sentenceCase } from '../../format/names.ts';
import { countOf, plainNumber } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { QuarantinedRows } from './quarantined-rows.tsx';
import { reasonCounts, type ReasonCount } from './reason-counts.ts';
import { ReingestDialog } from './reingest-dialog.tsx';

const typingMs = 300;

/** Rows that were set aside: which, why, and how they come back. */
export function Quarantine() {
  const [filters, setFilters] = useFilters('source', 'reason', 'file');
  const [file] = useDebouncedValue(filters.file, typingMs);
  const [mends, setMends] = useState(false);
  const project = useAnswer('project.show', {}).data;
  const filter = defined({ source: filters.source, reason: filters.reason, file });
  const counts = useAnswer('quarantine.list', filter, { keepsOld: true });
  const sources = project?.sources.map(({ name }) => name) ?? [];
  return (
    <>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Source"
          data={[{ value: '', label: 'all' }, ...sources]}
          value={filters.source}
          onChange={({ currentTarget }) => setFilters({ source: currentTarget.value })}
        />
        <TextInput
          label="File"
          placeholder="part of its path"
          value={filters.file}
          onChange={({ currentTarget }) => setFilters({ file: currentTarget.value })}
        />
        <Button variant="default" onClick={() => setMends(true)}>
          Land corrected rows
        </Button>
      </Group>
      <Answered query={counts} what="the rows that were set aside, which takes some seconds">
        {(found) => {
          const total = found.reduce((sum, { rows }) => sum + rows, 0);
          if (total === 0 && filters.reason === '') {
            return <Empty title="No row was set aside">Every row of the files in landing is used.</Empty>;
          }
          return (
            <>
              <Section
                title={`${countOf(total, 'row')} set aside`}
                note="From the files that are in landing now. A row that was corrected by a later file stays in this list; the correction holds."
              >
                <DataTable
                  caption="Rows set aside by source and reason"
                  columns={columnsIn((source, reason) => setFilters({ source, reason }))}
                  rows={reasonCounts(found)}
                  keyOf={({ source, reason }) => `${source} ${reason}`}
                  minWidth={520}
                />
              </Section>
              <QuarantinedRows key={JSON.stringify(filter)} filter={filter} onAll={() => setFilters({ reason: '' })} />
            </>
          );
        }}
      </Answered>
      {mends && <ReingestDialog sources={sources} source={filters.source} onClose={() => setMends(false)} />}
    </>
  );
}

function columnsIn(onChoose: (source: string, reason: string) => void): readonly Column<ReasonCount>[] {
  return [
    { name: 'Source', by: ({ source }) => source, show: ({ source }) => source },
    {
      name: 'Reason',
      by: ({ reason }) => reason,
      show: ({ source, reason }) => (
        <button
          type="button"
          className="link-button"
          aria-label={`Rows of ${source}: ${sentenceCase(reason)}`}
          onClick={() => onChoose(source, reason)}
        >
          {sentenceCase(reason)}
        </button>
      ),
    },
    { name: 'Rows', kind: 'number', by: ({ rows }) => rows, show: ({ rows }) => plainNumber(rows) },
    { name: 'Files', kind: 'number', by: ({ files }) => files, show: ({ files }) => plainNumber(files) },
    { name: 'Most in', kind: 'wide', show: ({ mostIn }) => mostIn },
  ];
}
