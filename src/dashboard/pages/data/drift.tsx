import { Group, NativeSelect } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { segmentWords } from '../../format/names.ts';
import { countOf, percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { RegionSelect, useRegions } from '../../parts/region-select.tsx';
import { pathTo } from '../../paths.ts';
import { DistributionChart } from './distribution-chart.tsx';
import { driftRows, driftRule, driftTones, type DriftRow } from './drift-rows.ts';

/** What has moved since the champions were trained. */
export function Drift() {
  const environment = useEnvironment();
  const [filters] = useFilters('region');
  const regions = useRegions();
  const region = filters.region || regions[0];
  return (
    <>
      <Group align="flex-end" gap="sm">
        <RegionFilter />
      </Group>
      {region !== undefined && <OfRegion key={`${environment} ${region}`} region={region} />}
    </>
  );
}

function RegionFilter() {
  const [filters, setFilters] = useFilters('region', 'segment', 'column');
  return <RegionSelect value={filters.region} onChange={(region) => setFilters({ region, segment: '', column: '' })} />;
}

function OfRegion({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const found = useAnswer('datasets.measure-drift', { environment, regions: [region] });
  return (
    <Answered query={found} what="the drift, which takes some seconds">
      {(measured) =>
        measured.segments.length === 0 ? (
          <Empty title="Nothing to compare yet">
            Drift compares the weeks that came since a champion was trained with those before. No such week has come, or
            no segment has a champion.
          </Empty>
        ) : (
          <Measured {...measured} />
        )
      }
    </Answered>
  );
}

function Measured({ policy, segments }: AnswerOf<'datasets.measure-drift'>) {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('segment', 'column', 'verdict');
  const rows = driftRows(segments);
  const drifted = rows.filter(({ verdict }) => verdict === 'drift');
  const shown = rows.filter(
    ({ segment, verdict }) =>
      (filters.segment === '' || segment === filters.segment) &&
      (filters.verdict === '' || verdict === filters.verdict),
  );
  const chosen = rows.find(({ segment, column }) => column === filters.column && segment === filters.segment);
  const errors = segments.filter((one) => one.errors.verdict === 'drift');
  return (
    <>
      <Section
        title={drifted.length === 0 ? 'No column has drifted' : `${countOf(drifted.length, 'column')} drifted`}
        note={driftRule(policy)}
      >
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label="Segment"
            data={[{ value: '', label: 'all' }, ...segmentChoices(rows)]}
            value={filters.segment}
            onChange={({ currentTarget }) => setFilters({ segment: currentTarget.value, column: '' })}
          />
          <NativeSelect
            label="Verdict"
            data={[{ value: '', label: 'all' }, ...Object.keys(driftTones)]}
            value={filters.verdict}
            onChange={({ currentTarget }) => setFilters({ verdict: currentTarget.value })}
          />
        </Group>
        {chosen?.distribution && (
          <div className="panel">
            <DistributionChart segment={chosen.segment} distribution={chosen.distribution} />
            {chosen.detail}
          </div>
        )}
        <DataTable
          caption="Drift by column"
          columns={columnsIn((segment, column) => setFilters({ segment, column }))}
          rows={shown}
          keyOf={({ segment, column }) => `${segment} ${column}`}
          minWidth={820}
        />
      </Section>
      <Section
        title={
          errors.length === 0 ? 'No errors have drifted' : `The errors of ${countOf(errors.length, 'segment')} drifted`
        }
        note={
          policy.errors.enabled
            ? `Drift: realised errors of at least ${policy.errors.minWeeks} weeks that are more than ${policy.errors.factor} times those of the backtest.`
            : 'The project does not check errors.'
        }
      >
        <DataTable
          caption="Drift of errors"
          columns={errorColumns(environment)}
          rows={segments}
          keyOf={({ champion }) => champion}
          minWidth={700}
        />
      </Section>
    </>
  );
}

function segmentChoices(rows: readonly DriftRow[]) {
  return [...new Set(rows.map(({ segment }) => segment))].map((value) => ({ value, label: segmentWords(value) }));
}

function columnsIn(onChart: (segment: string, column: string) => void): readonly Column<DriftRow>[] {
  return [
    { name: 'Segment', by: ({ segment }) => segment, show: ({ segment }) => segmentWords(segment) },
    {
      name: 'Column',
      by: ({ column }) => column,
      show: ({ segment, column, distribution }) =>
        distribution ? (
          <button
            type="button"
            className="link-button"
            aria-label={`Distributions of ${column}, ${segment}`}
            onClick={() => onChart(segment, column)}
          >
            {column}
          </button>
        ) : (
          column
        ),
    },
    {
      name: 'Verdict',
      by: ({ verdict }) => Object.keys(driftTones).indexOf(verdict),
      show: ({ verdict }) => <Pill tone={driftTones[verdict]}>{verdict}</Pill>,
    },
    {
      name: 'Change',
      kind: 'number',
      by: ({ shift }) => shift ?? undefined,
      show: ({ shift }) => signedPercent(shift),
    },
    { name: 'PSI', kind: 'number', by: ({ psi }) => psi, show: ({ psi }) => psi?.toFixed(2) ?? '–' },
    {
      name: 'Weeks',
      show: ({ window }) => <span className="nowrap">{window ? `${window.first} to ${window.last}` : 'all'}</span>,
    },
    { name: 'Why', kind: 'wide', show: ({ detail }) => detail },
  ];
}

function errorColumns(environment: string): readonly Column<AnswerOf<'datasets.measure-drift'>['segments'][number]>[] {
  return [
    { name: 'Segment', show: ({ segment }) => segmentWords(`${segment.format}/${segment.velocity}`) },
    {
      name: 'Champion',
      show: ({ champion, trainedTo }) => (
        <PageLink to={pathTo.model(environment, champion)}>trained to {trainedTo}</PageLink>
      ),
    },
    { name: 'Verdict', show: ({ errors }) => <Pill tone={driftTones[errors.verdict]}>{errors.verdict}</Pill> },
    { name: 'Promised WAPE', kind: 'number', show: ({ errors }) => percent(errors.backtestWape) },
    { name: 'Achieved', kind: 'number', show: ({ errors }) => percent(errors.realisedWape) },
    { name: 'Weeks', kind: 'number', show: ({ errors }) => errors.weeks },
    { name: 'Why', kind: 'wide', show: ({ errors }) => errors.detail },
  ];
}
