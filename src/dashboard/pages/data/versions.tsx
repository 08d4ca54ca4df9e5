import { Button, Group, NativeSelect } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { shortVersion } from '../../format/names.ts';
import { plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { RegionSelect, useRegions } from '../../parts/region-select.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { VersionDiff } from './version-diff.tsx';

type InHistory = AnswerOf<'datasets.history'>['versions'][number];

/** The dataset versions of a region, and what one has that another has not. */
export function Versions() {
  const [filters, setFilters] = useFilters('region', 'before', 'after');
  const regions = useRegions();
  const region = filters.region || regions[0];
  return (
    <>
      <Group align="flex-end" gap="sm">
        <RegionSelect
          value={filters.region}
          onChange={(chosen) => setFilters({ region: chosen, before: '', after: '' })}
        />
      </Group>
      {region !== undefined && (
        <OfRegion key={region} region={region} before={filters.before} after={filters.after} onCompare={setFilters} />
      )}
    </>
  );
}

interface OfRegionProps {
  readonly region: string;
  /** Versions to compare; empty: none. */
  readonly before: string;
  readonly after: string;
  readonly onCompare: (changed: { readonly before?: string; readonly after?: string }) => void;
}

function OfRegion({ region, before, after, onCompare }: OfRegionProps) {
  const environment = useEnvironment();
  const found = useAnswer('datasets.history', { region });
  return (
    <Answered query={found} what="the dataset versions">
      {({ versions, total }) => {
        if (versions.length === 0) return <Empty title="This region had no cycle yet" />;
        const choices = versions.map(({ version, cutoff }) => ({
          value: version,
          label: `up to ${cutoff}, ${shortVersion(version)}`,
        }));
        const changed = versions.filter(
          ({ columnsAdded, columnsRemoved }) => columnsAdded.length + columnsRemoved.length,
        );
        const of = (chosen: string, usual: number): string => chosen || (choices[usual]?.value ?? choices[0]!.value);
        return (
          <>
            <Section title="Compare two versions">
              <Group align="flex-end" gap="sm">
                <NativeSelect
                  label="Before"
                  data={choices}
                  value={of(before, 1)}
                  onChange={({ currentTarget }) => onCompare({ before: currentTarget.value })}
                />
                <NativeSelect
                  label="After"
                  data={choices}
                  value={of(after, 0)}
                  onChange={({ currentTarget }) => onCompare({ after: currentTarget.value })}
                />
                <Button
                  variant="default"
                  disabled={versions.length < 2}
                  onClick={() => onCompare({ before: of(before, 1), after: of(after, 0) })}
                >
                  Compare
                </Button>
              </Group>
              {before !== '' && after !== '' && <VersionDiff key={before + after} before={before} after={after} />}
            </Section>
            <Section title="Columns over time" note="What came and went with a version, against the one before it.">
              {changed.length === 0 ? (
                <Empty
                  title={`The columns were the same in ${versions.length === 1 ? 'the only version' : `all ${versions.length} versions`}`}
                />
              ) : (
                <DataTable
                  caption="Columns that came or went"
                  columns={schemaColumns}
                  rows={changed}
                  keyOf={({ version }) => version}
                  minWidth={480}
                />
              )}
            </Section>
            <Section
              title="Versions"
              note={total > versions.length ? `The newest ${versions.length} of ${total}.` : 'The newest first.'}
            >
              <DataTable
                caption="Dataset versions"
                columns={columnsIn(environment)}
                rows={versions}
                keyOf={({ version }) => version}
                minWidth={680}
              />
            </Section>
          </>
        );
      }}
    </Answered>
  );
}

const schemaColumns: readonly Column<InHistory>[] = [
  { name: 'Data up to', show: ({ cutoff }) => cutoff },
  { name: 'Version', show: ({ version }) => <Version of={version} /> },
  { name: 'Came', kind: 'wide', show: ({ columnsAdded }) => columnsAdded.join(', ') || '–' },
  { name: 'Went', kind: 'wide', show: ({ columnsRemoved }) => columnsRemoved.join(', ') || '–' },
];

function columnsIn(environment: string): readonly Column<InHistory>[] {
  return [
    {
      name: 'Version',
      show: ({ version }) => (
        <Version of={version} to={pathTo.lineage(environment, { kind: 'dataset', wanted: version })} />
      ),
    },
    { name: 'Data up to', by: ({ cutoff }) => cutoff, show: ({ cutoff }) => cutoff },
    { name: 'Made', by: ({ recordedAt }) => recordedAt, show: ({ recordedAt }) => <Moment at={recordedAt} /> },
    { name: 'Rows', kind: 'number', by: ({ rows }) => rows, show: ({ rows }) => plainNumber(rows) },
    {
      name: 'Set aside',
      kind: 'number',
      by: ({ setAside }) => setAside,
      show: ({ setAside }) => plainNumber(setAside),
    },
    {
      name: 'Checks failed',
      kind: 'number',
      by: ({ failedChecks }) => failedChecks,
      show: ({ failedChecks, checks }) => (checks === 0 ? '–' : `${failedChecks} of ${checks}`),
    },
  ];
}
