import type { ExplanationByMember } from '../contracts/explanation.ts';
import {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
} from '../contracts/member-defaults.ts';
import type { MemberParameters } from '../contracts/project.ts';
import { computedMembers, type ComputedMemberName, type FittedMemberName } from '../contracts/segment.ts';
import { explainLassoMember } from './explain/explain-lasso-member.ts';
import { explainSeasonal } from './explain/explain-seasonal.ts';
import { explainTrees } from './explain/explain-trees.ts';
import { readLassoState, type LassoContent } from './lasso/lasso-files.ts';
import { fitLassoMember, lassoForecast, lassoLogUnits, lassoMember } from './lasso/lasso-member.ts';
import type { LassoState } from './lasso/lasso-state.ts';
import type { MemberForecast } from './member-forecast.ts';
import type { ComputedMember, FittedMemberRecord } from './member-records.ts';
import { readNetworkState, type NetworkContent } from './network/network-files.ts';
import {
  chooseNetworkPreset,
  fitNetworkMember,
  networkForecast,
  networkLogUnits,
  networkMember,
} from './network/network-member.ts';
import type { NetworkState } from './network/network-state.ts';
import type { Panel } from './panel.ts';
import { seasonalForecast } from './seasonal/seasonal-forecast.ts';
import { readTreesState, type TreesContent } from './trees/trees-files.ts';
import { fitTreesMember, treesForecast, treesLogUnits, treesMember } from './trees/trees-member.ts';
import type { TreesState } from './trees/trees-state.ts';

/** What each fitted member forecasts with. */
export interface StatesByMember {
  readonly lasso: LassoState;
  readonly network: NetworkState;
  readonly trees: TreesState;
}

/** A fitted member's record. */
export type FittedRecord<Name extends FittedMemberName> = FittedMemberRecord<
  Name,
  StatesByMember[Name],
  MemberParameters[Name],
  ExplanationByMember[Name]
>;

/** The members that are trained. A name in the list of `contracts/segment.ts` without a record here does not compile. */
export const fittedMemberTable: { readonly [Name in FittedMemberName]: FittedRecord<Name> } = {
  lasso: {
    name: 'lasso',
    parameters: defaultLassoParameters,
    fit: fitLassoMember,
    read: (unpacked) => readLassoState(unpacked.content as LassoContent, unpacked),
    member: lassoMember,
    forecast: lassoForecast,
    logUnits: lassoLogUnits,
    explain: explainLassoMember,
  },
  network: {
    name: 'network',
    parameters: defaultNetworkParameters,
    fit: fitNetworkMember,
    choosePreset: chooseNetworkPreset,
    read: (unpacked) => readNetworkState(unpacked.content as NetworkContent, unpacked),
    member: networkMember,
    forecast: networkForecast,
    logUnits: networkLogUnits,
    explain: () => () => null,
  },
  trees: {
    name: 'trees',
    parameters: defaultTreesParameters,
    fit: fitTreesMember,
    read: (unpacked) => readTreesState(unpacked.content as TreesContent, unpacked),
    member: treesMember,
    forecast: treesForecast,
    logUnits: treesLogUnits,
    explain: explainTrees,
  },
};

/** The members that follow from the data, or are imported with it (`importedMember`). */
export const computedMemberTable: {
  readonly [Name in ComputedMemberName]: ComputedMember<Name, ExplanationByMember[Name]>;
} = {
  seasonal: { name: 'seasonal', predict: seasonalForecast, explain: explainSeasonal },
};

/** What the computed members forecast from a cutoff, in the common row order. */
export function computedForecasts(
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
  leadWeeks: number,
): Record<ComputedMemberName, MemberForecast> {
  const forecasts = computedMembers.map((name) => {
    return [name, computedMemberTable[name].predict(panel, items, cutoffIndex, horizonWeeks, leadWeeks)] as const;
  });
  return Object.fromEntries(forecasts) as Record<ComputedMemberName, MemberForecast>;
}
