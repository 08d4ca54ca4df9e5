import { segmentWords } from '../../format/names.ts';
import { percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { badnessOf, overWeeks, verdictOf, type MonitoredSegment, type Verdict } from './achieved.ts';
import { VerdictPill } from './verdict-pill.tsx';

/** What each segment achieved, next to what its champion promised; the worst first. */
export function SegmentTable({ segments }: { readonly segments: readonly MonitoredSegment[] }) {
  const environment = useEnvironment();
  return (
    <DataTable
      caption="Promised and achieved errors by segment"
      columns={columnsIn(environment)}
      rows={segments.toSorted((a, b) => badnessOf(verdict(a)) - badnessOf(verdict(b)))}
      keyOf={({ segment }) => segment}
      minWidth={760}
    />
  );
}

function columnsIn(environment: string): readonly Column<MonitoredSegment>[] {
  return [
    {
      name: 'Segment',
      by: ({ segment }) => segment,
      show: ({ segment, promised }) =>
        promised ? (
          <PageLink to={pathTo.model(environment, promised.version)}>{segmentWords(segment)}</PageLink>
        ) : (
          segmentWords(segment)
        ),
    },
    {
      name: 'Promised',
      kind: 'number',
      by: ({ promised }) => promised?.wape ?? undefined,
      show: ({ promised }) => percent(promised?.wape),
    },
    { name: 'Achieved', kind: 'number', by: wape, show: (segment) => percent(wape(segment)) },
    { name: 'Mean of the past', kind: 'number', by: baseline, show: (segment) => percent(baseline(segment)) },
    { name: 'Bias', kind: 'number', show: ({ weeks }) => signedPercent(overWeeks(weeks, 'bias')) },
    { name: 'Inside P10–P90', kind: 'number', show: ({ weeks }) => percent(overWeeks(weeks, 'coverage')) },
    {
      name: 'Verdict',
      by: (segment) => badnessOf(verdict(segment)),
      show: (segment) => <VerdictPill verdict={verdict(segment)} />,
    },
  ];
}

const wape = ({ weeks }: MonitoredSegment) => overWeeks(weeks, 'wape') ?? undefined;
const baseline = ({ weeks }: MonitoredSegment) => overWeeks(weeks, 'baselineWape') ?? undefined;

function verdict(segment: MonitoredSegment): Verdict {
  return verdictOf({ achieved: wape(segment), promised: segment.promised?.wape, mean: baseline(segment) });
}
