import type { DatasetDiff } from '../../contracts/dataset-diff.ts';
import { percent, units } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Files named in full at most, of those added, removed or changed. */
const mostFiles = 20;
/** Weeks at most, the newest: JSON has all. */
const mostWeeks = 20;

/** What one dataset version has that another has not, for a terminal. */
export function diffText(diff: DatasetDiff): string {
  const { before, after, files, partitions } = diff;
  const head = ({ version, region, cutoff, rows }: DatasetDiff['before']): string =>
    `${version.slice(0, 12)}  ${region}, cutoff ${cutoff}, ${rows} rows`;
  const weeks = `${Math.abs(diff.newWeeks)} ${Math.abs(diff.newWeeks) === 1 ? 'week' : 'weeks'}`;
  return [
    `- ${head(before)}\n+ ${head(after)}`,
    [
      `weeks       ${diff.newWeeks === 0 ? 'the same cutoff' : `${weeks} ${diff.newWeeks > 0 ? 'more' : 'fewer'}`}`,
      `schema      ${diff.schemaChanged ? 'changed' : 'the same'}${diff.columns.length > 0 ? `: ${diff.columns.join(', ')}` : ''}`,
      `partitions  ${partitions.added} added, ${partitions.removed} removed, ${partitions.changed} changed, ${partitions.same} the same`,
      `files       ${files.added.length} added, ${files.removed.length} removed, ${files.changed.length} changed, ${files.same} the same`,
      ...named('+', files.added),
      ...named('-', files.removed),
      ...named('~', files.changed),
    ].join('\n'),
    ...(diff.weekRows !== null && diff.weekRows.length > 0
      ? [
          textTable(
            ['week', 'rows added', 'changed', 'removed'],
            diff.weekRows
              .slice(-mostWeeks)
              .map(({ week, added, changed, removed }) => [week, String(added), String(changed), String(removed)]),
          ),
        ]
      : []),
    ...(diff.figures.length > 0
      ? [
          textTable(
            ['figure', 'before', 'after'],
            diff.figures.map(({ name, before: old, after: now }) => [name, String(old ?? '-'), String(now ?? '-')]),
          ),
        ]
      : []),
    ...(diff.distributions.length > 0
      ? [
          textTable(
            ['segment', 'column', 'PSI', 'mean before', 'after', 'missing before', 'after'],
            diff.distributions.map((one) => [
              one.segment,
              one.column,
              one.psi === null ? '-' : one.psi.toFixed(3),
              units(one.meanBefore),
              units(one.meanAfter),
              percent(one.missingBefore),
              percent(one.missingAfter),
            ]),
            { leftColumns: 2 },
          ),
        ]
      : ['no distributions: a version was recorded without profiles']),
  ].join('\n\n');
}

function named(sign: string, files: readonly string[]): readonly string[] {
  const more = files.length > mostFiles ? [`  … and ${files.length - mostFiles} more`] : [];
  return [...files.slice(0, mostFiles).map((file) => `  ${sign} ${file}`), ...more];
}
