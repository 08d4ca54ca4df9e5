import { Text } from '@mantine/core';
import { reasonInWords, retrainLabel, segmentLabel, serverWords } from '../../format/names.ts';
import { percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { useFilters } from '../../layout/use-filters.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { FlooredNote } from '../../parts/floored-note.tsx';
import { mapeColumn } from '../../parts/mape-column.ts';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { looksOf, type Outcome } from '../region/outcomes.ts';
import { ChoiceNote } from './choice-note.tsx';

/** How each segment's cycle ended, with the figures of what serves it. */
export function SegmentOutcomes({ segments }: { readonly segments: readonly Outcome[] }) {
  const environment = useEnvironment();
  const [{ segment: chosen }, setFilters] = useFilters('segment');
  const shown = chosen === '' ? segments : segments.filter(({ segment }) => segmentLabel(segment) === chosen);
  return (
    <>
      {chosen !== '' && <ChoiceNote choice={chosen} onClear={() => setFilters({ segment: '' })} />}
      <DataTable
        caption="Segments of the cycle"
        columns={columnsIn(environment)}
        rows={shown}
        keyOf={({ segment }) => segmentLabel(segment)}
        minWidth={900}
      />
      <FlooredNote of={shown.flatMap(shownErrors)} />
    </>
  );
}

function shownErrors({ backtest }: Outcome) {
  return [backtest?.metrics.ensemble, backtest?.metrics.baseline, backtest?.metrics.seasonal];
}

function columnsIn(environment: string): readonly Column<Outcome>[] {
  return [
    { name: 'Segment', by: ({ segment }) => segmentLabel(segment), show: ({ segment }) => segmentLabel(segment) },
    {
      name: 'Outcome',
      kind: 'wide',
      by: ({ outcome }) => outcome,
      show: (one) => <HowItEnded {...one} />,
    },
    {
      name: 'Model',
      show: ({ champion, provisional }) => {
        const version = provisional ?? champion;
        return version === undefined ? 'none' : <Version of={version} to={pathTo.model(environment, version)} />;
      },
    },
    mapeColumn('MAPE', ({ backtest }) => backtest?.metrics.ensemble, shownErrors),
    mapeColumn('Baseline', ({ backtest }) => backtest?.metrics.baseline, shownErrors),
    mapeColumn('Seasonal', ({ backtest }) => backtest?.metrics.seasonal, shownErrors),
    { name: 'WAPE', kind: 'number', show: (of) => percent(of.backtest?.metrics.ensemble?.wape) },
    {
      name: 'Bias',
      kind: 'number',
      show: ({ backtest }) => signedPercent(backtest?.metrics.ensemble?.bias),
    },
  ];
}

/** The outcome, what forecasts where no champion does, and why. */
function HowItEnded(segment: Outcome) {
  const { outcome, scoredBy, reason, causes } = segment;
  const { tone, words } = looksOf(segment);
  return (
    <>
      <Pill tone={tone} withGlyph>
        {words}
      </Pill>
      <Text size="sm" mt={2}>
        {outcome === 'rejected' && 'It failed a check: '}
        {reasonInWords(reason)}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          ...(scoredBy === 'champion' ? [] : [`forecast by the ${serverWords(scoredBy)}`]),
          ...(causes.length === 0 ? [] : [`trained: ${causes.map(retrainLabel).join(', ')}`]),
        ].join('; ')}
      </Text>
    </>
  );
}
