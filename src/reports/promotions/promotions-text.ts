import type { PromotionStatus } from '../../contracts/promotion.ts';
import { flooredNoteOf, mapeText } from '../../contracts/shown-mape.ts';
import { segmentName } from '../../contracts/segment.ts';
import { percent } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** A challenger that waits for a person. */
export interface WaitingChallenger extends Pick<
  PromotionStatus,
  'challenger' | 'champion' | 'expiresAt' | 'reminders' | 'adoption'
> {
  readonly environment: string;
  /** Workflow id of its promotion. */
  readonly promotion: string;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * What waits for approval, for a terminal: the figures, since when and until when; below, what was brought from another
 * environment, and what a gate refused.
 */
export function promotionsText(waiting: readonly WaitingChallenger[]): string {
  if (waiting.length === 0) return 'nothing waits for approval';
  const table = textTable(
    ['environment', 'segment', 'challenger', 'gate', 'MAPE', 'WAPE', 'baseline', 'waits since', 'until', 'reminders'],
    waiting.map(({ environment, challenger, since, expiresAt, reminders }) => {
      const { ensemble, baseline } = challenger.backtest.metrics;
      return [
        environment,
        segmentName(challenger.segment),
        challenger.version,
        challenger.gatePassed ? 'passed' : 'refused',
        mapeText(ensemble, percent, [ensemble, baseline]),
        percent(ensemble?.wape),
        mapeText(baseline, percent, [ensemble, baseline]),
        minute(since),
        minute(expiresAt),
        String(reminders),
      ];
    }),
    { leftColumns: 4 },
  );
  const brought = waiting.flatMap(({ challenger, adoption }) =>
    adoption
      ? [`${segmentName(challenger.segment)}: brought from ${adoption.from} by ${adoption.by}: ${adoption.reason}`]
      : [],
  );
  const refused = waiting.flatMap(({ challenger }) =>
    challenger.gate
      .filter(({ passed }) => !passed)
      .map(({ check, detail }) => `${segmentName(challenger.segment)}: refused by its gate, ${check}: ${detail}`),
  );
  const how = 'shelfcast approve|reject <challenger or segment> --env <environment> --reason <text>';
  const floored = flooredNoteOf(
    waiting.flatMap(({ challenger: { backtest } }) => [backtest.metrics.ensemble, backtest.metrics.baseline]),
  );
  const notes = [...(floored === undefined ? [] : [floored]), ...brought, ...refused];
  return [table, ...(notes.length === 0 ? [] : ['', ...notes]), '', how].join('\n');
}

function minute(instant: string | undefined): string {
  return instant === undefined ? '-' : instant.slice(0, 16).replace('T', ' ');
}
