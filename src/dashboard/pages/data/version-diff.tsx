import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf, percent, plainNumber } from '../../format/numbers.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';

type Diff = AnswerOf<'datasets.diff'>;

/** What one dataset version has that another has not: rows by week and by file, figures, distributions. */
export function VersionDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const found = useAnswer('datasets.diff', { before, after });
  return (
    <Answered query={found} what="what changed, which takes some seconds">
      {(diff) => <Found diff={diff} />}
    </Answered>
  );
}

function Found({ diff }: { readonly diff: Diff }) {
  const { files, partitions, weekRows, fileRows, figures, distributions } = diff;
  const changedFiles = files.added.length + files.removed.length + files.changed.length;
  return (
    <>
      <div className="panel">
        <Facts
          of={[
            ['Data up to', `${diff.before.cutoff} before, ${diff.after.cutoff} after`],
            ['Rows', `${plainNumber(diff.before.rows)} before, ${plainNumber(diff.after.rows)} after`],
            [
              'Columns',
              diff.columns.length > 0 ? diff.columns.join(', ') : diff.schemaChanged ? 'other types' : 'the same',
            ],
            [
              'Files',
              `${files.added.length} added, ${files.removed.length} removed, ${files.changed.length} changed, ${files.same} the same`,
            ],
            [
              'Items by format',
              `${partitions.added} added, ${partitions.removed} removed, ${partitions.changed} changed, ${partitions.same} the same`,
            ],
          ]}
        />
      </div>
      {weekRows === null ? (
        <Empty title="The rows of one of the versions are no longer kept">Retention has deleted them.</Empty>
      ) : weekRows.length === 0 ? (
        <Empty title="Both versions have the same rows" />
      ) : (
        <DataTable
          caption="Rows by week"
          columns={weekColumns}
          rows={weekRows.toReversed()}
          keyOf={({ week }) => week}
          minWidth={420}
        />
      )}
      {fileRows.length > 0 && (
        <details open={fileRows.length <= 10}>
          <summary>
            {changedFiles > fileRows.length
              ? `Rows by file: the first ${fileRows.length} of ${changedFiles}`
              : `Rows by file: ${countOf(fileRows.length, 'file')}`}
          </summary>
          <DataTable
            caption="Rows by file"
            columns={fileColumns(files)}
            rows={fileRows}
            keyOf={({ file }) => file}
            minWidth={480}
          />
        </details>
      )}
      {figures.length > 0 && (
        <details>
          <summary>Figures that changed: {figures.length}</summary>
          <DataTable
            caption="Figures"
            columns={figureColumns}
            rows={figures}
            keyOf={({ name }) => name}
            minWidth={420}
          />
        </details>
      )}
      {distributions.length > 0 && (
        <details>
          <summary>Distributions of {countOf(distributions.length, 'column')}</summary>
          <DataTable
            caption="Distributions"
            columns={distributionColumns}
            rows={distributions}
            keyOf={({ segment, column }) => `${segment} ${column}`}
            minWidth={640}
          />
        </details>
      )}
    </>
  );
}

const weekColumns: readonly Column<NonNullable<Diff['weekRows']>[number]>[] = [
  { name: 'Week', by: ({ week }) => week, show: ({ week }) => week },
  { name: 'Rows added', kind: 'number', by: ({ added }) => added, show: ({ added }) => plainNumber(added) },
  { name: 'Changed', kind: 'number', by: ({ changed }) => changed, show: ({ changed }) => plainNumber(changed) },
  { name: 'Removed', kind: 'number', by: ({ removed }) => removed, show: ({ removed }) => plainNumber(removed) },
];

function fileColumns(files: Diff['files']): readonly Column<Diff['fileRows'][number]>[] {
  const [added, removed] = [new Set(files.added), new Set(files.removed)];
  return [
    { name: 'File', kind: 'wide', by: ({ file }) => file, show: ({ file }) => file },
    { name: 'What', show: ({ file }) => (added.has(file) ? 'added' : removed.has(file) ? 'removed' : 'changed') },
    {
      name: 'Rows it gained',
      kind: 'number',
      by: (one) => one.added ?? undefined,
      show: (one) => plainNumber(one.added),
    },
    {
      name: 'Rows it lost',
      kind: 'number',
      by: (one) => one.removed ?? undefined,
      show: (one) => plainNumber(one.removed),
    },
  ];
}

const figureColumns: readonly Column<Diff['figures'][number]>[] = [
  { name: 'Figure', show: ({ name }) => name },
  { name: 'Before', kind: 'number', show: ({ before }) => cellText(before) },
  { name: 'After', kind: 'number', show: ({ after }) => cellText(after) },
];

const distributionColumns: readonly Column<Diff['distributions'][number]>[] = [
  { name: 'Segment', by: ({ segment }) => segment, show: ({ segment }) => segment },
  { name: 'Column', by: ({ column }) => column, show: ({ column }) => column },
  { name: 'PSI', kind: 'number', by: ({ psi }) => psi ?? undefined, show: ({ psi }) => psi?.toFixed(3) ?? '–' },
  { name: 'Mean before', kind: 'number', show: ({ meanBefore }) => plainNumber(meanBefore) },
  { name: 'After', kind: 'number', show: ({ meanAfter }) => plainNumber(meanAfter) },
  { name: 'Missing before', kind: 'number', show: ({ missingBefore }) => percent(missingBefore) },
  { name: 'After, missing', kind: 'number', show: ({ missingAfter }) => percent(missingAfter) },
];

function cellText(value: string | number | null): string {
  return typeof value === 'number' ? plainNumber(value) : (value ?? '–');
}
