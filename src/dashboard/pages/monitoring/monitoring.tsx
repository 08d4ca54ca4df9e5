import { Group, NativeSelect } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { segmentWords } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ErrorChart } from './error-chart.tsx';
import { RegionTable } from './region-table.tsx';
import { ServingTable } from './serving-table.tsx';
import { SegmentTable } from './segment-table.tsx';
import { WeekTable } from './week-table.tsx';

/** Does it hold in production? */
export function Monitoring() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('region', 'segment');
  const regions = (useAnswer('project.show', {}).data?.regions ?? []).map(({ name }) => name);
  const region = filters.region || regions[0];
  return (
    <Page title="Monitoring" lead="Published forecasts against what was sold, week by week">
      {regions.length > 1 && <RegionTable />}
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Region"
          data={regions}
          value={region ?? ''}
          onChange={({ currentTarget }) => setFilters({ region: currentTarget.value, segment: '' })}
        />
      </Group>
      {region !== undefined && (
        <>
          <OfRegion
            key={`${environment} ${region}`}
            region={region}
            segment={filters.segment}
            onSegment={(segment) => setFilters({ segment })}
          />
          <ServingTable region={region} />
        </>
      )}
    </Page>
  );
}

interface OfRegionProps {
  readonly region: string;
  /** `format/velocity`; empty: all together. */
  readonly segment: string;
  readonly onSegment: (segment: string) => void;
}

function OfRegion({ region, segment, onSegment }: OfRegionProps) {
  const environment = useEnvironment();
  const found = useAnswer('monitoring.show', { environment, region });
  return (
    <Answered query={found} what="the realised errors">
      {({ all, segments }) => {
        if (all.length === 0) {
          return (
            <Empty title="No sales have arrived yet for a week that was forecast">
              Errors are known once a published week is over and its sales are in.
            </Empty>
          );
        }
        const chosen = segments.find((one) => one.segment === segment);
        const weeks = chosen?.weeks ?? all;
        return (
          <>
            <Section
              title="Promised and achieved"
              note={`WAPE over ${countOf(all.length, 'week')}, next to what each champion's backtest promised and to the mean of the past. Smaller is better.`}
            >
              <SegmentTable segments={segments} />
            </Section>
            <Section title="Week by week" note={chosen ? segmentWords(chosen.segment) : 'All segments together'}>
              <NativeSelect
                label="Segment"
                w={220}
                data={[
                  { value: '', label: 'all together' },
                  ...segments.map((one) => ({ value: one.segment, label: segmentWords(one.segment) })),
                ]}
                value={segment}
                onChange={({ currentTarget }) => onSegment(currentTarget.value)}
              />
              {weeks.length > 1 && <ErrorChart weeks={weeks} promised={chosen?.promised?.wape ?? undefined} />}
              <WeekTable weeks={weeks} />
            </Section>
          </>
        );
      }}
    </Answered>
  );
}
