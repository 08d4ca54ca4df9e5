import { fittedMembers, isOptionalMember, type FittedMemberName, type OptionalMemberName } from './segment.ts';

/** What says whether a member is on. Parameters of earlier code do not know all of them. */
type Switches = Readonly<Partial<Record<OptionalMemberName, { readonly enabled: boolean }>>>;

/** The members that are trained with some parameters: all but those that are off. */
export function enabledMembers(parameters: Switches): readonly FittedMemberName[] {
  return fittedMembers.filter((member) => !isOptionalMember(member) || parameters[member]?.enabled === true);
}
