import type { AnswerOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';

type RegionOverview = AnswerOf<'overview.show'>['regions'][number];

/** Where to begin: the newest forecast of each region, with its dataset and its models. */
export function Beginnings() {
  const environment = useEnvironment();
  const overview = useAnswer('overview.show', { environment });
  return (
    <Section title="The newest forecasts" note="Choose a forecast, its dataset, or one of its models.">
      <Answered query={overview} what="the forecasts">
        {({ regions }) => {
          const published = regions.filter(({ forecast }) => forecast !== undefined);
          return published.length === 0 ? (
            <Empty title="Nothing has been published in this environment yet" />
          ) : (
            <DataTable
              caption="Newest forecasts"
              columns={columnsIn(environment)}
              rows={published}
              keyOf={({ region }) => region}
              minWidth={640}
            />
          );
        }}
      </Answered>
    </Section>
  );
}

function columnsIn(environment: string): readonly Column<RegionOverview>[] {
  return [
    {
      name: 'Forecast',
      by: ({ region }) => region,
      show: ({ region, forecast }) =>
        forecast && (
          <PageLink to={pathTo.lineage(environment, { kind: 'forecast', region, cutoff: forecast.cutoff })}>
            {region}, from {forecast.cutoff}
          </PageLink>
        ),
    },
    {
      name: 'Dataset',
      show: ({ forecast }) =>
        forecast && (
          <Version
            of={forecast.datasetVersion}
            to={pathTo.lineage(environment, { kind: 'dataset', wanted: forecast.datasetVersion })}
          />
        ),
    },
    {
      name: 'Models',
      kind: 'wide',
      show: ({ forecast }) =>
        Object.entries(forecast?.scoredBy ?? {}).map(([segment, by], index) => (
          <span key={segment}>
            {index > 0 && ', '}
            {/^[0-9a-f]{8,}$/.test(by) ? (
              <PageLink to={pathTo.lineage(environment, { kind: 'model', wanted: by })}>{segment}</PageLink>
            ) : (
              `${segment} (${by})`
            )}
          </span>
        )),
    },
  ];
}
