import { Group, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from 'wouter';
import { ask } from '../../api/ask.ts';
import { keyOf } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { reasonInWords, segmentLabel, serverWords } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { cycleStateLooks } from '../../parts/cycle-state-looks.ts';
import { pathTo } from '../../paths.ts';
import { lastOfEachCutoff, looksOf, outcomeLegend, type Outcome } from './outcomes.ts';

type Cycle = AnswerOf<'cycles.list'>['cycles'][number];

const minuteMs = 60_000;

/** Weeks across, segments down: what each cycle did to each segment. */
export function SegmentGrid({ cycles }: { readonly cycles: readonly Cycle[] }) {
  const environment = useEnvironment();
  const columns = lastOfEachCutoff(cycles);
  const details = useQueries({
    queries: columns.map(({ cycleId, state }) => ({
      queryKey: keyOf('cycles.show', { environment, cycleId }),
      queryFn: () => ask('cycles.show', { environment, cycleId }),
      // What has ended stays as it is.
      staleTime: state === 'running' ? 0 : 30 * minuteMs,
    })),
  });
  const results = details.map(
    ({ data }) => new Map(data?.result?.segments.map((one) => [segmentLabel(one.segment), one])),
  );
  const segments = [...new Set(results.flatMap((result) => [...result.keys()]))].sort();
  return (
    <>
      <div className="scrolls" role="group" aria-label="Segments by week" tabIndex={0}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Data up to</th>
              {columns.map(({ cutoff }) => (
                <th key={cutoff} scope="col">
                  {cutoff.slice(5)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">whole cycle</th>
              {columns.map((cycle) => (
                <td key={cycle.cutoff}>
                  <Cell
                    to={pathTo.cycle(environment, cycle.cycleId)}
                    label={`Cycle of ${cycle.cutoff}: ${cycle.state}`}
                    {...cycleStateLooks[cycle.state]}
                  />
                </td>
              ))}
            </tr>
            {segments.map((segment) => (
              <tr key={segment}>
                <th scope="row">{segment}</th>
                {columns.map((cycle, index) => (
                  <td key={cycle.cutoff}>
                    <SegmentCell cycle={cycle} segment={segment} outcome={results[index]?.get(segment)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap="md">
        {outcomeLegend.map(({ tone, glyph, words }) => (
          <Text key={words} size="xs" component="span">
            <span className={`mark tone-${tone}`} aria-hidden="true">
              {glyph}
            </span>{' '}
            {words}
          </Text>
        ))}
        <Text size="xs" component="span">
          <span className="mark tone-warn" aria-hidden="true" /> not scored by a champion
        </Text>
      </Group>
    </>
  );
}

interface SegmentCellProps {
  readonly cycle: Cycle;
  readonly segment: string;
  readonly outcome: Outcome | undefined;
}

function SegmentCell({ cycle, segment, outcome }: SegmentCellProps) {
  const environment = useEnvironment();
  if (!outcome) return <span className="cell" aria-label="not part of this cycle" role="img" />;
  const { tone, glyph, words } = looksOf(outcome);
  return (
    <Cell
      to={`${pathTo.cycle(environment, cycle.cycleId)}?segment=${encodeURIComponent(segment)}`}
      label={`${segment}, ${cycle.cutoff}: ${words}, forecast by the ${serverWords(outcome.scoredBy)}. ${reasonInWords(outcome.reason)}`}
      tone={tone}
      glyph={glyph}
    />
  );
}

interface CellProps {
  readonly to: string;
  readonly label: string;
  readonly tone: string;
  readonly glyph: string;
}

function Cell({ to, label, tone, glyph }: CellProps) {
  return (
    <Link href={to} className={`cell tone-${tone}`} aria-label={label} title={label}>
      {glyph}
    </Link>
  );
}
