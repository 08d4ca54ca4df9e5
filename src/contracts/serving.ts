/**
 * What forecasts a segment: its champion; a challenger that is not champion and serves provisionally; the seasonal member; or the
 * arithmetic mean of the past.
 */
export const segmentServers = ['champion', 'challenger', 'seasonal', 'baseline'] as const;
export type Server = (typeof segmentServers)[number];

/** What serves if there is no model. */
export type Fallback = Extract<Server, 'seasonal' | 'baseline'>;

/** What serves instead of a challenger, with the figures. */
export interface StandIn {
  readonly by: Server;
  /** `error against the seasonal member: challenger 93.0%, seasonal 100.0%, baseline 210.0%, on 1234 rows` */
  readonly reason: string;
}

/** What serves if a challenger is not promoted, depending on who decides: only its gate, or a person. */
export interface StandIns {
  readonly automatic: StandIn;
  readonly manual: StandIn;
}

/** The name of each in a sentence. */
export const serverNames: Readonly<Record<Server, string>> = {
  champion: 'champion',
  challenger: 'challenger, provisionally',
  seasonal: 'seasonal fallback',
  baseline: 'baseline',
};
