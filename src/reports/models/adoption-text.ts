import type { AdoptionOutcome } from '../../contracts/adoption.ts';
import { segmentName } from '../../contracts/segment.ts';

/** What happened to a version that was to be brought to another environment: the gate's checks, the decision, and what follows. */
export function adoptionText(outcome: AdoptionOutcome): string {
  const { challenger, champion, from, to, dataset } = outcome;
  const beside = champion === undefined ? 'no champion yet' : `champion ${champion}`;
  return [
    `${challenger.version} of ${segmentName(challenger.segment)}, ${from} → ${to}, ${beside}; on dataset ${dataset.version.slice(0, 12)} to ${dataset.cutoff}`,
    ...challenger.gate.map(({ check, passed, detail }) => `  ${passed ? '✔' : '✖'} ${check}: ${detail}`),
    '',
    ...conclusion(outcome),
  ].join('\n');
}

function conclusion({ decision, challenger, policy, to, triggerId, promotion }: AdoptionOutcome): string[] {
  const { version, gatePassed } = challenger;
  switch (decision) {
    case 'promoted':
      return [
        `promoted: it is the champion in ${to}`,
        triggerId === undefined
          ? 'the controller refused the scoring cycle; the version scores from the next cycle on'
          : `scored again by trigger ${triggerId}`,
      ];
    case 'rejected':
      return [`rejected: the gate of ${to} refuses it, and its champion stays`];
    case 'awaiting-approval':
      return [
        `${gatePassed ? 'waits' : 'refused by the gate, but still waits'} for approval in ${to}: ${promotion}`,
        `shelfcast approve ${version} --env ${to} --reason "…", or shelfcast reject`,
      ];
    case 'judged':
      return [
        `nothing was changed: the gate of ${to} ${gatePassed ? 'would let it pass' : 'would refuse it'}${policy === 'manual' ? ', and it would wait for approval' : ''}`,
      ];
  }
}
