import { Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { keyOf } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { segmentLabel } from '../../format/names.ts';
import { plainNumber, units } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { Contributions } from './contributions.tsx';
import { Members } from './members.tsx';
import { WhatIf } from './what-if.tsx';

const hourMs = 3_600_000;

/** Why this number? */
export function Why() {
  const environment = useEnvironment();
  const [filters] = useFilters('model', 'store', 'item', 'week');
  const { model, store, item } = filters;
  const input = { environment, model, series: { store, item } };
  const explained = useQuery({
    queryKey: keyOf('models.explain', input),
    queryFn: ({ signal }) => ask('models.explain', input, { signal }),
    enabled: model !== '' && store !== '' && item !== '',
    retry: false,
    // A model's explanation of its own forecast never changes.
    staleTime: hourMs,
  });
  if (model === '' || store === '' || item === '') {
    return (
      <Page title="Why this number">
        <Empty title="No forecast is chosen">
          Find one in the <PageLink to={pathTo.forecasts(environment)}>forecasts</PageLink>, and follow “Why this
          number”.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Why this number" lead={`Store ${store}, item ${item}`}>
      <Answered query={explained} what="the explanation, which takes some seconds">
        {(report) => <Report report={report} />}
      </Answered>
    </Page>
  );
}

function Report({ report }: { readonly report: AnswerOf<'models.explain'> }) {
  const environment = useEnvironment();
  const [{ week, cutoff: asked }, setFilters] = useFilters('week', 'cutoff');
  const forecasts = report.forecasts ?? [];
  const chosen = forecasts.find((one) => one.week === week) ?? forecasts[0];
  if (!chosen) return <Empty title="This model has no forecast of the series" />;
  const { version, segment, cutoff } = report;
  return (
    <>
      {asked !== '' && asked !== cutoff && (
        <Notice tone="warn" title={`This explains a forecast from ${cutoff}, not the published one from ${asked}`}>
          The model was kept since, and explains the forecasts from the week it was trained up to. The numbers differ.
        </Notice>
      )}
      {week !== '' && chosen.week !== week && (
        <Text size="sm">
          The model explains forecasts from its own cutoff, {cutoff}. It has none of the week of {week}, so this is the
          week of {chosen.week}.
        </Text>
      )}
      <Group align="flex-end">
        <NativeSelect
          label="Week"
          data={forecasts.map((one) => ({ value: one.week, label: `${one.week}, step ${one.step}` }))}
          value={chosen.week}
          onChange={({ currentTarget }) => setFilters({ week: currentTarget.value })}
        />
      </Group>
      <div className="panel">
        <Facts
          of={[
            ['Forecast', <strong key="forecast">{units(chosen.ensemble.units)}</strong>],
            ['Four of five sales lie', `between ${plainNumber(chosen.p10)} and ${plainNumber(chosen.p90)}`],
            ['Mean of the past', units(chosen.baseline)],
            ['Mean, to add up', units(chosen.mean)],
            ['Model', <Version key="model" of={version} to={pathTo.model(environment, version)} />],
            [
              'Segment',
              <PageLink key="segment" to={pathTo.region(environment, segment.region)}>
                {segment.region}, {segmentLabel(segment)}
              </PageLink>,
            ],
            ['From data up to', cutoff],
          ]}
        />
      </div>
      <Section
        title="Members"
        note="The ensemble blends what its members forecast, by weights learned from past errors."
      >
        <Members forecast={chosen} />
      </Section>
      <Section
        title="From a typical week to this number"
        note="What each group of features changes in the regression (LASSO), then what the rest of the ensemble adds."
      >
        <Contributions forecast={chosen} />
      </Section>
      <WhatIf region={segment.region} model={version} store={chosen.store} item={chosen.item} cutoff={asked} />
    </>
  );
}
