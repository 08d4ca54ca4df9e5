import type { CheckName } from '../../contracts/quality.ts';
import type { CheckRule } from './check-rule.ts';
import { completeness } from './checks/completeness.ts';
import { range } from './checks/range.ts';
import { referential, uniqueness } from './checks/set-aside.ts';
import { volume } from './checks/volume.ts';

/** How each check that a source can declare is done. */
const rules: { readonly [Name in CheckName]: CheckRule<Name> } = {
  range,
  completeness,
  volume,
  uniqueness,
  referential,
};

/** The rule of a check. */
export function ruleOf<Name extends CheckName>({ check }: { readonly check: Name }): CheckRule<Name> {
  return rules[check];
}
