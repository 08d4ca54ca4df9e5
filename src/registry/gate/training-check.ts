import type { GateCheck } from '../../contracts/cycle.ts';
import type { FittedMemberName } from '../../contracts/segment.ts';

export interface TrainingEvidence {
  /** Members that the model's own parameters have on. */
  readonly wanted: readonly FittedMemberName[];
  readonly trained: readonly FittedMemberName[];
  /** Members whose parameters, weight or errors are no finite numbers, and which those are. */
  readonly notFinite: Readonly<Partial<Record<FittedMemberName, string>>>;
}

/**
 * Every member was trained, to finite numbers. A segment without a champion takes an ensemble that lacks a member, since only the
 * baseline would be left; a champion does not give way to half an ensemble.
 */
export function trainingCheck(
  { wanted, trained, notFinite }: TrainingEvidence,
  champion: string | undefined,
): GateCheck {
  const missing = wanted.filter((member) => !trained.includes(member));
  const broken = Object.entries(notFinite).map(([member, what]) => `${member}: ${what} not finite`);
  const lack = missing.length === 0 ? [] : [`${missing.join(', ')} could not be trained`];
  const instead = champion === undefined ? 'there is no champion to keep' : `champion ${champion} has to stay`;
  return {
    check: 'training complete',
    passed: broken.length === 0 && trained.length > 0 && (missing.length === 0 || champion === undefined),
    detail: [`trained ${trained.join(', ')}`, ...broken, ...lack.map((text) => `${text}; ${instead}`)].join('; '),
  };
}
