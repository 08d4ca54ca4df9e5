import { Checkbox } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { pathTo } from '../../paths.ts';
import { freshnessSummary, standOf, worstOf, type RegionFreshness } from './freshness-words.ts';
import { RegionSources } from './region-sources.tsx';

const everyMs = 60_000;
/** From here on the regions do not fit on a screen. */
const manyRegions = 20;
/** The worst come first. */
const rowsAtFirst = 30;
/** With more sources than these, weeks do not fit next to each other. */
const mostWithWeeks = 5;

/** How new the data of every region and source are. */
export function Freshness() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('region', 'only');
  const found = useAnswer('datasets.freshness', {}, { everyMs });
  return (
    <Answered query={found} what="what came">
      {(regions) => {
        if (regions.every(({ dataset }) => dataset === undefined)) {
          return <Empty title="No data yet">The first cycle of a region takes in what is in landing.</Empty>;
        }
        const worst = regions.toSorted((a, b) => worstOf(a) - worstOf(b));
        const onlyBad = filters.only === 'bad';
        const shown = onlyBad ? worst.filter((region) => worstOf(region) < 2) : worst;
        const chosen = filters.region || (regions.length === 1 ? regions[0]?.region : undefined);
        return (
          <>
            <Section
              title="Regions and sources"
              note={`${freshnessSummary(regions)}. The last week with rows in the newest dataset of each region, the worst first.`}
            >
              {regions.length > manyRegions && (
                <Checkbox
                  label="Only regions with something late or failed"
                  checked={onlyBad}
                  onChange={({ currentTarget }) => setFilters({ only: currentTarget.checked ? 'bad' : '' })}
                />
              )}
              {shown.length === 0 ? (
                <Empty title="Nothing is late and no check failed" />
              ) : (
                <DataTable
                  caption="Freshness by region and source"
                  columns={columnsIn(environment, regions)}
                  rows={shown}
                  keyOf={({ region }) => region}
                  atFirst={rowsAtFirst}
                  minWidth={240 + (isLarge(regions) ? 90 : 150) * sourcesOf(regions).length}
                />
              )}
            </Section>
            {chosen !== undefined && <RegionSources region={chosen} />}
          </>
        );
      }}
    </Answered>
  );
}

function columnsIn(environment: string, regions: readonly RegionFreshness[]): readonly Column<RegionFreshness>[] {
  const withWeek = !isLarge(regions);
  return [
    {
      name: 'Region',
      by: ({ region }) => region,
      show: ({ region }) => (
        <PageLink to={pathTo.data(environment, { region })} label={`Sources of ${region}`}>
          {region}
        </PageLink>
      ),
    },
    {
      name: 'Data up to',
      by: ({ dataset }) => dataset?.cutoff,
      show: ({ dataset }) => <span className="nowrap">{dataset?.cutoff ?? 'no cycle yet'}</span>,
    },
    ...sourcesOf(regions).map((name): Column<RegionFreshness> => {
      const of = ({ sources: all }: RegionFreshness) => all.find(({ source }) => source === name);
      return {
        name,
        by: (region) => of(region)?.lastWeek,
        show: (region) => {
          const source = of(region);
          if (!source) return '–';
          const { tone, words } = standOf(source);
          const pill = (
            <Pill tone={tone} withGlyph>
              {words}
            </Pill>
          );
          if (source.lastWeek === undefined) return pill;
          return (
            <span className="nowrap" title={`The last week with rows: ${source.lastWeek}`}>
              {withWeek && `${source.lastWeek} `}
              {pill}
            </span>
          );
        },
      };
    }),
  ];
}

/** Sources of the project, as the first region with data has them. */
function sourcesOf(regions: readonly RegionFreshness[]): readonly string[] {
  return regions.find(({ dataset }) => dataset)?.sources.map(({ source }) => source) ?? [];
}

/** Whether there is no room for the week in each cell: then the pill has it as its title. */
function isLarge(regions: readonly RegionFreshness[]): boolean {
  return regions.length > manyRegions || sourcesOf(regions).length > mostWithWeeks;
}
