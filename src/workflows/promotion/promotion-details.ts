import type { BacktestSummary } from '../../contracts/cycle.ts';
import type { PromotionStatus } from '../../contracts/promotion.ts';
import { segmentName } from '../../contracts/segment.ts';
import { figuresTable } from './figures-text.ts';

interface PromotionView extends PromotionStatus {
  readonly environment: string;
  /** ISO 8601. */
  readonly since?: string;
  readonly championBacktest: BacktestSummary | undefined;
  /** The decision that was made and is being carried out. */
  readonly verdict: string | undefined;
}

/** What Temporal's UI shows of a promotion: what it waits for, since when, until when, and how to answer. */
export function promotionDetails(view: PromotionView): readonly string[] {
  const { challenger, environment, champion, championBacktest, adoption } = view;
  return [
    `### ${segmentName(challenger.segment)} · ${environment}`,
    '',
    `Challenger \`${challenger.version}\`, ${champion === undefined ? 'no champion yet' : `champion \`${champion}\``}`,
    ...(adoption ? ['', `Brought from \`${adoption.from}\` by ${adoption.by}: ${adoption.reason}`] : []),
    '',
    ...stateLines(view),
    '',
    figuresTable(challenger, championBacktest),
  ];
}

function stateLines({ state, since, expiresAt, reminders, outcome, verdict, challenger, environment }: PromotionView) {
  if (outcome) return [`**${outcome.decision}** by ${outcome.by}: ${outcome.reason}`];
  if (state === 'gate') return ['The gate decides.'];
  if (verdict !== undefined) return [`**${verdict}**, being carried out`];
  return [
    challenger.gatePassed
      ? '**Waits for approval.**'
      : '**Refused by its gate; a person may approve it all the same.**',
    '',
    `Since ${since}, until ${expiresAt}; then the champion stays. Reminders so far: ${reminders}.`,
    '',
    `- \`shelfcast approve ${challenger.version} --env ${environment} --reason "…"\`, or \`shelfcast reject …\``,
    '- here: send the update `approve` or `reject` with `{"by": "your name", "reason": "why"}`',
  ];
}
