import { fittedMembers, type FittedMemberName } from './segment.ts';

/** What says whether a member is on. Parameters of earlier code do not know trees. */
interface Switches {
  readonly trees?: { readonly enabled: boolean };
}

/** The members that are trained with some parameters: all but those that are off. */
export function enabledMembers({ trees }: Switches): readonly FittedMemberName[] {
  return fittedMembers.filter((member) => member !== 'trees' || trees?.enabled === true);
}
