/** The class of an item in a region and format, decided from the sales up to the cutoff. */
export const velocities = ['fast', 'slow'] as const;
export type Velocity = (typeof velocities)[number];

/**
 * The models of an ensemble, in the order in which people read them, and how each makes its forecasts: `fitted` ones are trained
 * by a job and leave files, `computed` ones follow from the data whenever a forecast is needed.
 *
 * This is the one list of members: forecasters, columns, schemas and reports are derived from it. What a member does is in
 * `src/forecasting/members.ts`.
 */
const memberSources = { lasso: 'fitted', network: 'fitted', trees: 'fitted', seasonal: 'computed' } as const;

export type MemberName = keyof typeof memberSources;
export const members = Object.keys(memberSources) as readonly MemberName[];

type NamesOf<Source> = {
  [Name in MemberName]: (typeof memberSources)[Name] extends Source ? Name : never;
}[MemberName];

/** Members that a job trains. */
export type FittedMemberName = NamesOf<'fitted'>;
export const fittedMembers = members.filter((name): name is FittedMemberName => memberSources[name] === 'fitted');

/** Members that a project can turn off. Models and files lack those that were off, or unknown to the code that made them. */
export const optionalMembers = ['trees'] as const satisfies readonly FittedMemberName[];
export type OptionalMemberName = (typeof optionalMembers)[number];

export function isOptionalMember(name: string): name is OptionalMemberName {
  return optionalMembers.some((optional) => optional === name);
}

/** The members that were trained before projects said which they have; histories of that time name none. */
export const membersOfEarlierCode: readonly FittedMemberName[] = ['lasso', 'network'];

/** Members that need no training. */
export type ComputedMemberName = NamesOf<'computed'>;
export const computedMembers = members.filter((name): name is ComputedMemberName => memberSources[name] === 'computed');

/** One value per member, by its name. */
export function perMember<T>(valueOf: (member: MemberName) => T): Record<MemberName, T> {
  return Object.fromEntries(members.map((member) => [member, valueOf(member)])) as Record<MemberName, T>;
}

/** Region × format × velocity: the unit one ensemble is trained for. */
export interface Segment {
  readonly region: string;
  readonly format: string;
  readonly velocity: Velocity;
}

/** `us-midwest/large/fast`: how a segment is written in ids, summaries and logs. */
export function segmentName(segment: Segment): string {
  return `${segment.region}/${segment.format}/${segment.velocity}`;
}
