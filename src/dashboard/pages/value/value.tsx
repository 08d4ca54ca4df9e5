import { Group, NativeSelect } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf, plainNumber, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { RegionSelect, useRegions } from '../../parts/region-select.tsx';
import { Tile, Tiles } from '../../parts/tiles.tsx';
import { CycleTimes } from './cycle-times.tsx';
import { ErrorsByWeek } from './errors-by-week.tsx';
import { ItemTable } from './item-table.tsx';
import { savingOf, totalsOf, type Value as Found } from './value-words.ts';

const spans = ['4', '13', '26', '52'];
const usualWeeks = '13';

/** Is it worth it? */
export function Value() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('region', 'weeks');
  const regions = useRegions();
  const region = filters.region || regions[0];
  const weeks = spans.includes(filters.weeks) ? filters.weeks : usualWeeks;
  return (
    <Page title="Value and cost" lead="What published forecasts were worth, and what they took">
      <Group align="flex-end" gap="sm">
        <RegionSelect value={filters.region} onChange={(chosen) => setFilters({ region: chosen })} />
        <NativeSelect
          label="Weeks"
          data={spans.map((span) => ({ value: span, label: `the newest ${span}` }))}
          value={weeks}
          onChange={({ currentTarget }) => setFilters({ weeks: currentTarget.value })}
        />
      </Group>
      {region !== undefined && <OfRegion key={`${environment} ${region}`} region={region} weeks={Number(weeks)} />}
    </Page>
  );
}

function OfRegion({ region, weeks }: { readonly region: string; readonly weeks: number }) {
  const environment = useEnvironment();
  const found = useAnswer('value.show', { environment, region, weeks }, { keepsOld: true });
  return (
    <>
      <Answered query={found} what="what forecasts were worth, which takes some seconds">
        {(value) =>
          value.weeks.length === 0 ? (
            <Empty title="No sales have arrived yet for a week that was forecast">
              {value.lost.length > 0
                ? `The forecasts of ${countOf(value.lost.length, 'week')} are no longer kept.`
                : 'Value is known once a published week is over and its sales are in.'}
            </Empty>
          ) : (
            <Worth value={value} />
          )
        }
      </Answered>
      <Section
        title="What cycles took"
        note="From the start of a cycle to its end, waiting included. Processor time is not recorded by region or segment."
      >
        <CycleTimes region={region} />
      </Section>
    </>
  );
}

function Worth({ value }: { readonly value: Found }) {
  const { weeks, lost, items, over, under, unpriced } = value;
  const totals = totalsOf(weeks);
  const money = unpriced !== undefined;
  const rank = money ? 'by money: units times the price of the week, in the currency of the data' : 'by units';
  return (
    <>
      <Tiles>
        <Tile
          value={signedPercent(savingOf(totals.error, totals.baselineError))}
          label="error, against the mean of the past"
        />
        <Tile
          value={signedPercent(savingOf(totals.lastYear.published, totals.lastYear.error))}
          label={
            weeks.some(({ lastYear }) => lastYear.units > 0)
              ? "error, against last year's same week"
              : "error, against last year's same week: no row has one"
          }
        />
        <Tile value={plainNumber(totals.units)} label={`units sold in ${countOf(weeks.length, 'week')}`} />
        <Tile value={plainNumber(totals.error)} label="units of error, over and under" />
      </Tiles>
      <Section
        title="Errors by week"
        note="WAPE of the forecast that was published last before each week, next to the mean of the past and to last year's same week. Smaller is better."
      >
        <ErrorsByWeek weeks={weeks} />
        {lost.length > 0 && `Left out: ${countOf(lost.length, 'week')} whose forecasts are no longer kept.`}
      </Section>
      <Section
        title="Most over-forecast items"
        note={`${countOf(items, 'item')} in all; the first ${over.length} ${rank}. Over and under in different stores or weeks do not cancel out.`}
      >
        <ItemTable side="over" items={over} money={money} />
      </Section>
      <Section title="Most under-forecast items" note={`The first ${under.length} ${rank}.`}>
        <ItemTable side="under" items={under} money={money} />
        {unpriced !== undefined && unpriced > 0 && `${countOf(unpriced, 'row')} without a price count in units alone.`}
      </Section>
    </>
  );
}
