import { segmentWords } from '../../format/names.ts';
import { percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { pathTo } from '../../paths.ts';
import { overWeeks, type MonitoredSegment } from './achieved.ts';

/** Up to this many times what was promised is as promised: weeks differ. */
const asPromised = 1.15;
/** Beyond this many times it, or worse than the mean of the past, a segment is marked. */
const farOver = 1.5;

/** What each segment achieved, next to what its champion promised. */
export function SegmentTable({ segments }: { readonly segments: readonly MonitoredSegment[] }) {
  const environment = useEnvironment();
  return (
    <DataTable
      caption="Promised and achieved errors by segment"
      columns={columnsIn(environment)}
      rows={segments}
      keyOf={({ segment }) => segment}
      minWidth={760}
    />
  );
}

function columnsIn(environment: string): readonly Column<MonitoredSegment>[] {
  const wape = ({ weeks }: MonitoredSegment) => overWeeks(weeks, 'wape') ?? undefined;
  const baseline = ({ weeks }: MonitoredSegment) => overWeeks(weeks, 'baselineWape') ?? undefined;
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
      show: (segment) => {
        const [achieved, promised, mean] = [wape(segment), segment.promised?.wape, baseline(segment)];
        if (achieved === undefined) return '–';
        if (mean !== undefined && achieved > mean) return <Pill tone="bad">worse than the mean of the past</Pill>;
        if (promised === undefined || promised === null) return 'better than the mean of the past';
        if (achieved > farOver * promised) return <Pill tone="warn">far over what was promised</Pill>;
        if (achieved > asPromised * promised) return <Pill tone="calm">over what was promised</Pill>;
        return <Pill tone="good">as promised</Pill>;
      },
    },
  ];
}
