import { fittedMembers, type FittedMemberName } from '../../contracts/segment.ts';
import { unpackMember } from '../member-files.ts';
import type { FittedMember } from '../member-types.ts';
import { fittedMemberTable, type FittedRecord, type StatesByMember } from '../members.ts';

/** What the fitted members of a model forecast with; a member the model lacks is absent. */
export type FittedStates = Partial<StatesByMember>;

/** A fitted member that a model has. */
export interface StatedMember<Name extends FittedMemberName> {
  readonly record: FittedRecord<Name>;
  readonly state: StatesByMember[Name];
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Reads the members of a model from their files.
 *
 * @throws MemberFilesError where the files are not a member's
 */
export function readStates(files: Readonly<Partial<Record<FittedMemberName, Files>>>): FittedStates {
  return Object.fromEntries(
    fittedMembers.flatMap((name) => {
      const own = files[name];
      return own ? [[name, fittedMemberTable[name].read(unpackMember(own))]] : [];
    }),
  );
}

/** A value of every fitted member that a model has, by name. */
export function ofStates<T>(
  states: FittedStates,
  valueOf: <Name extends FittedMemberName>(member: StatedMember<Name>) => T,
): Partial<Record<FittedMemberName, T>> {
  const entry = <Name extends FittedMemberName>(name: Name): [Name, T][] => {
    const state = states[name];
    return state ? [[name, valueOf<Name>({ record: fittedMemberTable[name], state })]] : [];
  };
  return Object.fromEntries(fittedMembers.flatMap((name) => entry(name)));
}

/** The members of a model, ready to forecast. */
export function membersOf(states: FittedStates): Partial<Record<FittedMemberName, FittedMember>> {
  return ofStates(states, ({ record, state }) => record.member(state));
}
