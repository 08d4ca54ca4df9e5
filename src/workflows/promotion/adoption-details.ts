import type { AdoptionInput, JudgedAdoption } from '../../contracts/adoption.ts';
import { segmentName } from '../../contracts/segment.ts';
import { figuresTable } from './figures-text.ts';

/** What Temporal's UI shows of an adoption: what is brought from where, by whom and why, what the gate says, and how it stands. */
export function adoptionDetails(
  { version, from, to, by, reason, dryRun }: AdoptionInput,
  judged: JudgedAdoption | undefined,
  state: string,
): readonly string[] {
  const what = judged ? segmentName(judged.challenger.segment) : version;
  const { champion } = judged ?? {};
  return [
    `### ${what} · ${from} → ${to}${dryRun ? ' · dry run' : ''}`,
    '',
    `\`${version}\`, by ${by}: ${reason}`,
    '',
    state,
    ...(judged
      ? [
          '',
          `On dataset \`${judged.dataset.version.slice(0, 12)}\` to ${judged.dataset.cutoff}, compared with ${champion ? `champion \`${champion.version}\`` : 'no champion'}`,
          '',
          figuresTable(judged.challenger, champion?.backtest),
        ]
      : []),
  ];
}
