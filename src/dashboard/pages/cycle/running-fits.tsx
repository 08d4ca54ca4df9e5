import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { segmentInRegion } from '../../format/names.ts';
import { countOf } from '../../format/numbers.ts';
import { LossChart } from '../../parts/loss-chart.tsx';
import { runningCurves } from '../../parts/loss-curves.ts';

type SegmentView = AnswerOf<'cycles.watch'>['segments'][number];

/** The networks that train now, epoch by epoch. */
export function RunningFits({ segments }: { readonly segments: readonly SegmentView[] }) {
  const running = segments.flatMap(({ name, fits = [] }) => fits.map((fit) => ({ ...fit, segment: name })));
  if (running.length === 0) return null;
  return (
    <Stack component="section" gap="md" aria-label="Training now">
      {running.map((fit) => {
        const curves = runningCurves(fit);
        const shown = curves.reduce((sum, { points }) => sum + points.length, 0);
        const last = fit.points.at(-1)?.[0] ?? 0;
        return (
          <div key={`${fit.segment} ${fit.fit}`}>
            <Text size="sm" fw={600}>
              {segmentInRegion(fit.segment)}, {fit.fit}
            </Text>
            <Text size="sm" c="dimmed">
              {countOf(last, 'epoch')} done, {fit.epochsPerNetwork} a network.
              {shown < last && ` The last ${shown} are shown.`}
            </Text>
            <LossChart label={`${segmentInRegion(fit.segment)}, ${fit.fit}`} curves={curves} />
          </div>
        );
      })}
    </Stack>
  );
}
