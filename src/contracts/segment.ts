/** The class of an item in a region and format, decided from the sales up to the cutoff. */
export const velocities = ['fast', 'slow'] as const;
export type Velocity = (typeof velocities)[number];

/** The models of an ensemble. */
export const members = ['lasso', 'network'] as const;
export type MemberName = (typeof members)[number];

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
