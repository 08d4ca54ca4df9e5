import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import { defined } from '../../defined.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { Downloads, RowDownloads } from './downloads.tsx';
import { FoundRows, rowsShown } from './found-rows.tsx';

const typingMs = 300;

/** What sells in the next weeks? */
export function Forecasts() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('region', 'cutoff', 'format', 'velocity', 'store', 'item', 'week');
  const project = useAnswer('project.show', {}).data;
  const published = useAnswer('forecasts.list', { environment });
  const regions = [...new Set(published.data?.map(({ region }) => region))].sort();
  const region = filters.region || (regions[0] ?? '');
  const cutoffs = (published.data ?? []).filter((one) => one.region === region).map(({ cutoff }) => cutoff);
  const [store] = useDebouncedValue(filters.store, typingMs);
  const [item] = useDebouncedValue(filters.item, typingMs);
  const [week] = useDebouncedValue(filters.week, typingMs);
  const velocity: 'fast' | 'slow' | undefined =
    filters.velocity === 'fast' || filters.velocity === 'slow' ? filters.velocity : undefined;
  const conditions = {
    ...defined({ format: filters.format, store, item, week }),
    ...(velocity === undefined ? {} : { velocity }),
  };
  const wanted = { ...{ environment, region }, ...defined({ cutoff: filters.cutoff }), ...conditions };
  const rows = useAnswer('forecasts.rows', { ...wanted, limit: rowsShown }, { enabled: region !== '', keepsOld: true });
  // Totals of other filters next to these rows would be wrong without a mark.
  const totals = useAnswer('forecasts.totals', wanted, { enabled: region !== '' });
  const forecast = rows.data?.forecast;
  return (
    <Page
      title="Forecasts"
      lead={
        forecast && (
          <Text>
            {forecast.region}, from data up to the week of {forecast.cutoff}. Units per week.
          </Text>
        )
      }
      actions={forecast && <Downloads forecast={forecast} />}
    >
      <Answered query={published} what="the published forecasts">
        {(all) =>
          all.length === 0 ? (
            <Empty title="Nothing has been published in this environment yet">
              A cycle publishes forecasts. Request one on <PageLink to={pathTo.today(environment)}>Today</PageLink>.
            </Empty>
          ) : (
            <>
              <Group align="flex-end" gap="sm">
                <NativeSelect
                  label="Region"
                  data={regions}
                  value={region}
                  onChange={({ currentTarget }) => setFilters({ region: currentTarget.value, cutoff: '' })}
                />
                <NativeSelect
                  label="Data up to"
                  data={[{ value: '', label: 'the newest' }, ...cutoffs]}
                  value={filters.cutoff}
                  onChange={({ currentTarget }) => setFilters({ cutoff: currentTarget.value, week: '' })}
                />
                <NativeSelect
                  label="Format"
                  data={[{ value: '', label: 'all' }, ...(project?.formats ?? [])]}
                  value={filters.format}
                  onChange={({ currentTarget }) => setFilters({ format: currentTarget.value })}
                />
                <NativeSelect
                  label="Velocity"
                  data={[{ value: '', label: 'all' }, 'fast', 'slow']}
                  value={filters.velocity}
                  onChange={({ currentTarget }) => setFilters({ velocity: currentTarget.value })}
                />
                <TextInput
                  label="Store"
                  placeholder="all"
                  w={110}
                  value={filters.store}
                  onChange={({ currentTarget }) => setFilters({ store: currentTarget.value })}
                />
                <TextInput
                  label="Item"
                  placeholder="all"
                  w={110}
                  value={filters.item}
                  onChange={({ currentTarget }) => setFilters({ item: currentTarget.value })}
                />
                <TextInput
                  type="date"
                  label="Week"
                  value={filters.week}
                  onChange={({ currentTarget }) => setFilters({ week: currentTarget.value })}
                />
              </Group>
              <Answered query={rows} what="the forecasts">
                {(found) => (
                  <>
                    <RowDownloads forecast={found.forecast} conditions={conditions} />
                    <FoundRows found={found} totals={totals} onSeries={(series) => setFilters(series)} />
                  </>
                )}
              </Answered>
            </>
          )
        }
      </Answered>
    </Page>
  );
}
