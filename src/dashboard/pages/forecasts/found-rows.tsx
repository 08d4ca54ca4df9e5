import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AnswerOf } from '../../../app/operations.ts';
import { countOf, plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { forecastRowOf, type ForecastRow } from './rows.ts';
import { SeriesChart } from './series-chart.tsx';

interface Series {
  readonly store: string;
  readonly item: string;
}

interface Props {
  readonly found: AnswerOf<'forecasts.rows'>;
  readonly totals: UseQueryResult<AnswerOf<'forecasts.totals'>>;
  readonly onSeries: (series: Series) => void;
}

/** Rows of the table; the totals are of all. */
export const rowsShown = 200;

/** The forecasts that meet the filters: totals, the interval of a series, every row. */
export function FoundRows({ found, totals, onSeries }: Props) {
  const environment = useEnvironment();
  const rows = useMemo(() => found.rows.map(forecastRowOf), [found.rows]);
  const series = useMemo(() => new Set(rows.map(({ store, item }) => JSON.stringify([store, item]))), [rows]);
  if (rows.length === 0) return <Empty title="No forecast meets these filters">Clear one of them.</Empty>;
  const isCut = found.nextPage !== undefined;
  return (
    <>
      {series.size === 1 && !isCut && (
        <Section title={`Store ${rows[0]?.store}, item ${rows[0]?.item}`}>
          <SeriesChart rows={rows} />
        </Section>
      )}
      <Section title="Total by week">
        <Answered query={totals} what="the totals">
          {({ weeks }) => (
            <DataTable
              caption="Total by week"
              columns={totalColumns}
              rows={weeks}
              keyOf={({ week }) => week}
              minWidth={420}
            />
          )}
        </Answered>
      </Section>
      <Section
        title="Forecasts"
        note={
          isCut
            ? `The first ${rows.length} rows. The files have all ${plainNumber(found.forecast.rows)}.`
            : countOf(rows.length, 'row')
        }
      >
        <DataTable
          caption="Forecasts"
          columns={columnsIn(environment, found.forecast, onSeries)}
          rows={rows}
          keyOf={({ store, item, week }) => JSON.stringify([store, item, week])}
          minWidth={860}
        />
      </Section>
      <Text size="xs" c="dimmed">
        The forecast aims at the smallest error in percent. P50 is the best guess of one store and item, the mean the
        number to add up. Four of five actual sales should lie between P10 and P90. The baseline is the mean of the
        past.
      </Text>
    </>
  );
}

type WeekTotal = AnswerOf<'forecasts.totals'>['weeks'][number];

const totalColumns: readonly Column<WeekTotal>[] = [
  { name: 'Week', show: ({ week }) => week },
  { name: 'Series', kind: 'number', show: ({ series }) => plainNumber(series) },
  { name: 'Mean, units', kind: 'number', show: ({ mean }) => plainNumber(mean) },
  { name: 'Baseline, units', kind: 'number', show: ({ baseline }) => plainNumber(baseline) },
];

function columnsIn(
  environment: string,
  { scoredBy, cutoff }: AnswerOf<'forecasts.rows'>['forecast'],
  onSeries: (series: Series) => void,
): readonly Column<ForecastRow>[] {
  const number = (name: string, of: (row: ForecastRow) => number | null): Column<ForecastRow> => ({
    ...{ name, kind: 'number', by: (row) => of(row) ?? undefined, show: (row) => plainNumber(of(row)) },
  });
  return [
    { name: 'Store', by: ({ store }) => store, show: ({ store }) => store },
    {
      name: 'Item',
      by: ({ item }) => item,
      show: ({ store, item }) => (
        <button
          type="button"
          className="link-button"
          aria-label={`Show store ${store}, item ${item}`}
          onClick={() => onSeries({ store, item })}
        >
          {item}
        </button>
      ),
    },
    { name: 'Segment', by: ({ segment }) => segment, show: ({ segment }) => segment },
    { name: 'Week', by: ({ week }) => week, show: ({ week }) => <span className="nowrap">{week}</span> },
    number('Forecast', ({ forecast }) => forecast),
    number('P10', ({ p10 }) => p10),
    number('P50', ({ p50 }) => p50),
    number('P90', ({ p90 }) => p90),
    number('Mean', ({ mean }) => mean),
    number('Baseline', ({ baseline }) => baseline),
    {
      name: 'Why',
      show: ({ store, item, week, scoredBy: model }) =>
        Object.values(scoredBy).some((version) => version.startsWith(model)) && isVersion(model) ? (
          <PageLink
            to={pathTo.why(environment, { model, store, item, week, cutoff })}
            label={`Why this number: store ${store}, item ${item}, week of ${week}`}
          >
            Why this number
          </PageLink>
        ) : (
          model
        ),
    },
  ];
}

function isVersion(name: string): boolean {
  return /^[0-9a-f]{8,}$/.test(name);
}
