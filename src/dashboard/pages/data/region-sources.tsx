import { Text } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { plainNumber } from '../../format/numbers.ts';
import { fromNow } from '../../format/times.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { standOf, type SourceFreshness } from './freshness-words.ts';

/** Every source of a region: what came last, what is due. */
export function RegionSources({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const found = useAnswer('datasets.freshness', { region });
  return (
    <Section title={`Sources of ${region}`}>
      <Answered query={found} what="the sources">
        {([only]) =>
          only?.dataset === undefined ? (
            <Empty title="This region had no cycle yet" />
          ) : (
            <>
              <Text size="sm" component="div">
                Dataset{' '}
                <Version
                  of={only.dataset.version}
                  to={pathTo.lineage(environment, { kind: 'dataset', wanted: only.dataset.version })}
                />{' '}
                up to {only.dataset.cutoff}, {plainNumber(only.dataset.rows)} rows, made{' '}
                <Moment at={only.dataset.recordedAt} as="both" />
              </Text>
              <DataTable
                caption={`Sources of ${region}`}
                columns={columnsIn(environment, region)}
                rows={only.sources}
                keyOf={({ source }) => source}
                minWidth={900}
              />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function columnsIn(environment: string, region: string): readonly Column<SourceFreshness>[] {
  return [
    { name: 'Source', by: ({ source }) => source, show: ({ source }) => source },
    { name: 'Kind', by: ({ kind }) => kind, show: ({ kind }) => kind },
    {
      name: 'Stands',
      show: (source) => {
        const { tone, words } = standOf(source);
        return (
          <Pill tone={tone} withGlyph>
            {words}
          </Pill>
        );
      },
    },
    {
      name: 'Last week',
      by: ({ lastWeek }) => lastWeek,
      show: ({ lastWeek }) => <span className="nowrap">{lastWeek ?? '–'}</span>,
    },
    {
      name: 'Late from',
      by: ({ dueBy }) => dueBy,
      show: ({ dueBy, maxWeeksBehind }) =>
        dueBy === undefined ? (
          '–'
        ) : (
          <span className="nowrap" title={`${maxWeeksBehind} weeks behind are allowed`}>
            {dueIn(dueBy)} {Date.parse(dueBy) <= Date.now() && <Pill tone="warn">overdue</Pill>}
          </span>
        ),
    },
    {
      name: 'Last file',
      kind: 'wide',
      show: ({ lastFile }) =>
        lastFile === undefined ? (
          'none'
        ) : (
          <PageLink to={pathTo.lineage(environment, { kind: 'file', wanted: lastFile })}>{lastFile}</PageLink>
        ),
    },
    { name: 'Files', kind: 'number', by: ({ files }) => files, show: ({ files }) => plainNumber(files) },
    { name: 'Rows', kind: 'number', by: ({ rows }) => rows, show: ({ rows }) => plainNumber(rows) },
    {
      name: 'Set aside',
      kind: 'number',
      by: ({ setAside }) => setAside,
      show: ({ setAside, source }) =>
        setAside === 0 ? (
          0
        ) : (
          <PageLink
            to={pathTo.data(environment, { view: 'quarantine', source })}
            label={`${plainNumber(setAside)} set aside of ${source}`}
          >
            {plainNumber(setAside)}
          </PageLink>
        ),
    },
    {
      name: 'Checks failed',
      kind: 'number',
      by: ({ failed }) => failed,
      show: ({ failed, source }) =>
        failed === 0 ? (
          0
        ) : (
          <PageLink to={pathTo.data(environment, { view: 'checks', region, source })} label={`Checks of ${source}`}>
            {failed}
          </PageLink>
        ),
    },
  ];
}

/** `2026-12-07 (in 8 days)`: the day from which a cycle finds the source late unless more comes. */
function dueIn(day: string): string {
  return `${day} (${fromNow(day)})`;
}
