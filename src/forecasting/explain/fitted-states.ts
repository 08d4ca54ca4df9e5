import { fittedMembers, type FittedMemberName } from '../../contracts/segment.ts';
import type { FeatureModel } from '../features/feature-model.ts';
import { rowReader } from '../features/rows-read.ts';
import { areSameFeatures } from '../features/same-features.ts';
import { unpackMember } from '../member-files.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FittedMember } from '../member-types.ts';
import { fittedMemberTable, type FittedRecord, type StatesByMember } from '../members.ts';
import type { Panel } from '../panel.ts';

/** What the fitted members of a model forecast with; a member the model lacks is absent. */
export type FittedStates = Partial<StatesByMember>;

/** A fitted member that a model has. */
export interface StatedMember<Name extends FittedMemberName> {
  readonly record: FittedRecord<Name>;
  readonly state: StatesByMember[Name];
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Reads the members of a model from their files. Those that have learned the same features share them, so that rows can be read once for all.
 *
 * @throws MemberFilesError where the files are not a member's
 */
export function readStates(files: Readonly<Partial<Record<FittedMemberName, Files>>>): FittedStates {
  const known: FeatureModel[] = [];
  const shared = <State extends { readonly features: FeatureModel }>(state: State): State => {
    const same = known.find((one) => areSameFeatures(one, state.features));
    if (same) return { ...state, features: same };
    known.push(state.features);
    return state;
  };
  return Object.fromEntries(
    fittedMembers.flatMap((name) => {
      const own = files[name];
      return own ? [[name, shared(fittedMemberTable[name].read(unpackMember(own)))]] : [];
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

/**
 * What the fitted members of a model forecast of items from a cutoff; rows that several read are made once.
 *
 * @param wanted `stores`: whose forecasts are wanted, by default every store's
 */
export function fittedForecasts(
  states: FittedStates,
  panel: Panel,
  cutoffIndex: number,
  wanted: { readonly items: readonly string[]; readonly stores?: readonly string[] },
): Partial<Record<FittedMemberName, MemberForecast>> {
  const read = rowReader(panel, cutoffIndex, wanted);
  return ofStates(states, ({ record, state }) => record.forecast(state, read(state)));
}

/** The members of a model, ready to forecast. */
export function membersOf(states: FittedStates): Partial<Record<FittedMemberName, FittedMember>> {
  return ofStates(states, ({ record, state }) => record.member(state));
}
