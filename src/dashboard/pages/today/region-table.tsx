import { Text } from '@mantine/core';
import { asSentence, reasonInWords } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { HistoryMarks } from '../../parts/history-marks.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Standing } from '../../parts/standing.tsx';
import { standingTones } from '../../parts/standing-tones.ts';
import { pathTo } from '../../paths.ts';
import type { RegionOverview } from './summary.ts';

/** The worst come first, so that these are what somebody looks for. */
const rowsAtFirst = 30;
const badness = Object.keys(standingTones);

function columnsIn(environment: string): readonly Column<RegionOverview>[] {
  return [
    {
      name: 'Region',
      by: ({ region }) => region,
      show: ({ region }) => <PageLink to={pathTo.region(environment, region)}>{region}</PageLink>,
    },
    {
      name: 'Standing',
      by: ({ standing }) => badness.indexOf(standing),
      show: ({ standing, weeksBehind }) => <Standing standing={standing} isBehind={weeksBehind > 0} />,
    },
    { name: 'Last cycles', show: ({ history }) => <HistoryMarks history={history} /> },
    {
      name: 'Why',
      kind: 'wide',
      show: ({ reason }) => (
        <Text size="sm" lineClamp={2} title={reason}>
          {asSentence(reasonInWords(reason))}
        </Text>
      ),
    },
    {
      name: 'Forecast from',
      by: ({ forecast }) => forecast?.cutoff,
      show: ({ forecast, weeksBehind }) => (
        <>
          {forecast?.cutoff ?? 'none'}
          {weeksBehind > 0 && <Pill tone="warn">{countOf(weeksBehind, 'week')} behind</Pill>}
          {forecast && (
            <Text size="xs" c="dimmed" component="div">
              published <Moment at={forecast.publishedAt} as="ago" />
            </Text>
          )}
        </>
      ),
    },
    {
      name: 'Decisions',
      kind: 'number',
      by: ({ waitingDecisions }) => waitingDecisions,
      show: ({ waitingDecisions }) =>
        waitingDecisions === 0 ? 0 : <PageLink to={pathTo.decisions(environment)}>{waitingDecisions}</PageLink>,
    },
  ];
}

/** Every region with how it stands and why. */
export function RegionTable({ regions }: { readonly regions: readonly RegionOverview[] }) {
  const environment = useEnvironment();
  return (
    <DataTable
      caption="Regions"
      columns={columnsIn(environment)}
      rows={regions}
      keyOf={({ region }) => region}
      minWidth={640}
      atFirst={rowsAtFirst}
    />
  );
}
