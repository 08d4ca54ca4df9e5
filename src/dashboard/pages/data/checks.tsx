import { Checkbox, Group, NativeSelect } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { sentenceCase } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Pill } from '../../parts/pill.tsx';
import { RegionSelect, useRegions } from '../../parts/region-select.tsx';

type Finding = NonNullable<AnswerOf<'datasets.show'>['quality']['findings']>[number];

/** The checks of a region's newest dataset, with the figures that failed them. */
export function Checks() {
  const [filters, setFilters] = useFilters('region', 'source', 'failed');
  const regions = useRegions();
  const region = filters.region || regions[0];
  return (
    <>
      <Group align="flex-end" gap="sm">
        <RegionSelect value={filters.region} onChange={(chosen) => setFilters({ region: chosen, source: '' })} />
      </Group>
      {region !== undefined && (
        <OfRegion
          key={region}
          region={region}
          source={filters.source}
          onlyFailed={filters.failed === 'yes'}
          onFilter={setFilters}
        />
      )}
    </>
  );
}

interface OfRegionProps {
  readonly region: string;
  /** Empty: all. */
  readonly source: string;
  readonly onlyFailed: boolean;
  readonly onFilter: (changed: { source?: string; failed?: string }) => void;
}

function OfRegion({ region, source, onlyFailed, onFilter }: OfRegionProps) {
  const newest = useAnswer('datasets.freshness', { region });
  const version = newest.data?.[0]?.dataset?.version;
  const found = useAnswer('datasets.show', { version: version ?? '' }, { enabled: version !== undefined });
  if (newest.data !== undefined && version === undefined) return <Empty title="This region had no cycle yet" />;
  return (
    <Answered query={newest.data === undefined ? { ...found, error: newest.error } : found} what="the checks">
      {({ cutoff, quality: { findings } }) => {
        if (findings === undefined) {
          return <Empty title="No checks were recorded with this dataset">The next cycle makes them.</Empty>;
        }
        const failed = findings.filter(({ passed }) => !passed);
        const shown = findings
          .filter((one) => (source === '' || one.source === source) && (!onlyFailed || !one.passed))
          .toSorted((a, b) => badness(a) - badness(b));
        return (
          <Section
            title={failed.length === 0 ? 'Every check passed' : `${countOf(failed.length, 'check')} failed`}
            note={`${countOf(findings.length, 'check')} of the dataset up to ${cutoff}. One that blocks ends the cycle before anything is trained or published.`}
          >
            <Group align="flex-end" gap="sm">
              <NativeSelect
                label="Source"
                data={[{ value: '', label: 'all' }, ...new Set(findings.map((one) => one.source))]}
                value={source}
                onChange={({ currentTarget }) => onFilter({ source: currentTarget.value })}
              />
              <Checkbox
                label="Only those that failed"
                checked={onlyFailed}
                onChange={({ currentTarget }) => onFilter({ failed: currentTarget.checked ? 'yes' : '' })}
              />
            </Group>
            {shown.length === 0 ? (
              <Empty title="No check meets these filters" />
            ) : (
              <DataTable
                caption="Checks"
                columns={columns}
                rows={shown}
                keyOf={(one) => JSON.stringify(one)}
                minWidth={680}
              />
            )}
          </Section>
        );
      }}
    </Answered>
  );
}

function badness({ passed, severity }: Finding): number {
  return passed ? 2 : severity === 'block' ? 0 : 1;
}

const columns: readonly Column<Finding>[] = [
  { name: 'Source', by: ({ source }) => source, show: ({ source }) => source },
  { name: 'Check', by: ({ check }) => check, show: ({ check }) => sentenceCase(check) },
  {
    name: 'Result',
    by: badness,
    show: ({ passed, severity }) =>
      passed ? (
        <Pill tone="good" withGlyph>
          passed
        </Pill>
      ) : (
        <Pill tone={severity === 'block' ? 'bad' : 'warn'} withGlyph>
          failed
        </Pill>
      ),
  },
  {
    name: 'If it fails',
    by: ({ severity }) => severity,
    show: ({ severity }) => (severity === 'block' ? 'ends the cycle' : 'a warning'),
  },
  { name: 'Figure and limit', kind: 'wide', show: ({ detail }) => detail },
];
