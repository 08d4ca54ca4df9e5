import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf, InputOf } from '../../../app/operations.ts';
import { ask } from '../../api/ask.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { defined } from '../../defined.ts';
import { sentenceCase } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { saveText } from '../../parts/save-text.ts';

type Row = AnswerOf<'quarantine.show'>['rows'][number];
type Filter = InputOf<'quarantine.show'>;

interface Props {
  readonly filter: Filter;
  readonly onAll: () => void;
}

/** The rows that meet the filters, with the column at fault, page by page. */
export function QuarantinedRows({ filter, onAll }: Props) {
  const [pages, setPages] = useState<readonly string[]>([]);
  const rows = useAnswer('quarantine.show', { ...filter, ...defined({ page: pages.at(-1) }) }, { keepsOld: true });
  return (
    <Section
      title={filter.reason === undefined ? 'Rows' : sentenceCase(filter.reason)}
      note={rows.data && countOf(rows.data.total, 'row')}
    >
      <Group gap="sm">
        {filter.reason !== undefined && (
          <Button size="xs" variant="default" onClick={onAll}>
            Every reason
          </Button>
        )}
        {filter.source === undefined ? (
          <Text size="sm">Choose a source to download its rows.</Text>
        ) : (
          <Download filter={{ ...filter, source: filter.source }} />
        )}
      </Group>
      <Answered query={rows} what="the rows">
        {({ rows: found, nextPage }) =>
          found.length === 0 ? (
            <Empty title="No row meets these filters" />
          ) : (
            <>
              <DataTable
                caption="Rows set aside"
                columns={columns}
                rows={found}
                keyOf={({ file, line, column, reason, raw }) => [file, line, column, reason, raw].join('\n')}
                minWidth={860}
              />
              <PageTurner label="Pages of rows set aside" pages={pages} nextPage={nextPage} onTurn={setPages} />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

/** Saves the rows as they stood in their files, under their header. */
function Download({ filter }: { readonly filter: InputOf<'quarantine.export'> }) {
  const { source, reason, file } = filter;
  const save = useMutation({
    mutationFn: async () => {
      const wanted = { source, ...(reason === undefined ? {} : { reason }), ...(file === undefined ? {} : { file }) };
      const { header, lines } = await ask('quarantine.export', wanted);
      saveText(`${source}-set-aside.csv`, `${[header, ...lines].join('\n')}\n`);
    },
  });
  return (
    <>
      <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        Download the rows of {source}
      </Button>
      {save.error && <Failure error={save.error} />}
    </>
  );
}

const columns: readonly Column<Row>[] = [
  { name: 'Source', by: ({ source }) => source, show: ({ source }) => source },
  {
    name: 'File and line',
    by: ({ file, line }) => `${file} ${line.padStart(9, '0')}`,
    show: ({ file, line }) => (line === '' ? file : `${file}, line ${line}`),
  },
  { name: 'Column', by: ({ column }) => column, show: ({ column }) => (column === '' ? '–' : <code>{column}</code>) },
  { name: 'Reason', by: ({ reason }) => reason, show: ({ reason }) => sentenceCase(reason) },
  { name: 'What is wrong', kind: 'wide', show: ({ detail }) => detail },
  { name: 'The row', kind: 'wide', show: ({ raw }) => <code className="raw">{raw}</code> },
];
