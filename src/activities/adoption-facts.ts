import type { Adoption } from '../contracts/adoption.ts';

/** What the audit trail keeps of a challenger's coming from another environment; nothing of one that was trained here. */
export function adoptionFacts(adoption: Adoption | undefined): object {
  return adoption ? { from: adoption.from, broughtBy: adoption.by } : {};
}
