import type { GateCheck } from '../../contracts/cycle.ts';
import type { ReleaseFault } from '../../contracts/policy-check.ts';
import type { PromotionPolicy } from '../../contracts/project.ts';
import type { ChampionTerm, DecisionRecord } from '../../ports/champions.ts';
import type { ModelFacts } from '../../ports/lineage-records.ts';

/** A model of an environment, and what the registry knows of it. */
export interface ReleasedModel {
  readonly policy: PromotionPolicy;
  readonly gate: readonly GateCheck[];
  /** Since when it waits for a person, ISO 8601; left out for a champion. */
  readonly waitsSince?: string;
  /** How it became champion the last time; left out where nothing says so. */
  readonly term?: ChampionTerm;
  /** Every step of every promotion of it, in order. */
  readonly decisions: readonly Pick<DecisionRecord, 'kind' | 'actor'>[];
  /** Landing files that its dataset version was made of. */
  readonly sourceFiles: number;
  readonly triggers: ModelFacts['triggers'];
  /** When garbage collection took its files, ISO 8601. */
  readonly artifactsDeletedAt?: string;
}

/**
 * What keeps a model from being released. Approval: a person's word where the policy is `manual`; otherwise that, or a gate of which every
 * check passed. Lineage: the landing files behind its dataset version, why it was trained, and its own files.
 */
export function releaseFaults(model: ReleasedModel): readonly ReleaseFault[] {
  const faults: (readonly [ReleaseFault['fault'], string | undefined])[] = [
    ['no-approval', approvalFault(model)],
    ['no-source-files', model.sourceFiles === 0 ? 'no file led to its dataset version' : undefined],
    ['no-cause', model.triggers.length === 0 ? 'the cycle that trained it is not in the registry' : undefined],
    ['no-files', model.artifactsDeletedAt && `its files were deleted on ${model.artifactsDeletedAt.slice(0, 10)}`],
  ];
  return faults.flatMap(([fault, detail]) => (detail ? [{ fault, detail }] : []));
}

function approvalFault({ policy, gate, waitsSince, term, decisions }: ReleasedModel): string | undefined {
  if (waitsSince !== undefined) return `it waits for a person since ${waitsSince.slice(0, 10)}`;
  if (!term) return 'nothing says how it became champion';
  if (term.by === 'rollback' || decisions.some(({ kind }) => kind === 'approve')) return undefined;
  if (policy === 'manual') return 'no person approved it, and the policy is manual';
  const failed = gate.filter(({ passed }) => !passed);
  if (gate.length > 0 && failed.length === 0) return undefined;
  const why = gate.length === 0 ? 'it has no gate' : `its gate failed: ${failed.map(({ check }) => check).join(', ')}`;
  return `${why}, and no person approved it`;
}
