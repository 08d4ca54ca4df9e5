import { useAnswer } from '../../api/use-answer.ts';
import { segmentWords } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { servingOf, type Serving } from './serving.ts';

/** What forecasts each segment of a region now, how old it is, and whether it stands in for a champion. */
export function ServingTable({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const staleAfterDays = useAnswer('project.show', {}).data?.staleAfterDays ?? Infinity;
  const published = useAnswer('forecasts.list', { environment, region });
  const champions = useAnswer('models.list', { environment, region, stage: 'champion' });
  return (
    <Section
      title="What forecasts now"
      note={`A model is stale ${countOf(staleAfterDays, 'day')} after its last week of training. Where a segment has no champion that can forecast, something stands in.`}
    >
      <Answered query={published} what="the newest forecast">
        {([newest]) =>
          newest === undefined ? (
            <Empty title="Nothing has been published for this region yet" />
          ) : (
            <Answered query={champions} what="the champions">
              {({ models }) => (
                <DataTable
                  caption="What forecasts each segment"
                  columns={columnsIn(environment, { region, staleAfterDays })}
                  rows={servingOf(
                    newest,
                    models.map(({ record }) => record),
                  )}
                  keyOf={({ segment }) => segment}
                  minWidth={620}
                />
              )}
            </Answered>
          )
        }
      </Answered>
      <PageLink to={pathTo.data(environment, { view: 'drift', region })}>Drift of the data and of the errors</PageLink>
    </Section>
  );
}

function columnsIn(
  environment: string,
  { region, staleAfterDays }: { readonly region: string; readonly staleAfterDays: number },
): readonly Column<Serving>[] {
  return [
    {
      name: 'Segment',
      by: ({ segment }) => segment,
      show: ({ segment }) => (
        <PageLink to={pathTo.models(environment, { region, segment })}>{segmentWords(segment)}</PageLink>
      ),
    },
    {
      name: 'Forecast by',
      by: ({ as }) => as,
      show: ({ as, by }) =>
        as === 'stand-in' ? (
          <Pill tone="warn" withGlyph>
            {by}, standing in
          </Pill>
        ) : (
          <>
            {as} <Version of={by} to={pathTo.model(environment, by)} />
          </>
        ),
    },
    {
      name: 'Champion trained to',
      by: ({ champion }) => champion?.trainedTo,
      show: ({ champion }) => champion?.trainedTo ?? 'no champion',
    },
    {
      name: 'Age, days',
      kind: 'number',
      by: ({ ageDays }) => ageDays,
      show: ({ ageDays }) =>
        ageDays === undefined ? '–' : ageDays > staleAfterDays ? <Pill tone="warn">{ageDays}, stale</Pill> : ageDays,
    },
  ];
}
