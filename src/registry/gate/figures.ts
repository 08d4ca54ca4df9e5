import type { GateCheck } from '../../contracts/cycle.ts';
import type { Aim } from '../../contracts/project.ts';

/** What `lossOf` gives, in words: with a seasonal member to compare with, and without. */
export function lossName(aim: Aim, hasReference: boolean): string {
  if (aim === 'mape') return 'MAPE';
  if (aim === 'wape') return 'WAPE';
  return hasReference ? 'error against the seasonal member' : '(MAPE + WAPE) / 2';
}

/** A check with the option that would let it pass, where it failed and there is one. */
export function withOption(option: string, check: GateCheck): GateCheck {
  return check.passed || option === '' ? check : { ...check, option };
}

export function percent(share: number | null): string {
  return share === null ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
