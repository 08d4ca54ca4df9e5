import type { Panel } from '../panel.ts';

/** Which columns of a panel a model reads, and as what. Kept with a fitted model, so that scoring reads the same. */
export interface DriverNames {
  readonly price: string | null;
  readonly promotions: readonly string[];
  readonly weather: readonly string[];
  readonly events: readonly string[];
  /** Known-ahead columns without a role. */
  readonly others: readonly string[];
  /** Units that came back; an observed column. */
  readonly returns: string | null;
  /** Observed columns without a role. */
  readonly observed: readonly string[];
}

/** The columns of a panel by role; those without one in alphabetical order. */
export function driverNames({ roles, knownAhead, observed }: Panel): DriverNames {
  const { price = null, promotions, weather = [], events = [], returns = null } = roles;
  const taken = new Set([price, ...promotions, ...weather, ...events, returns]);
  const rest = (columns: object) =>
    Object.keys(columns)
      .filter((name) => !taken.has(name))
      .sort();
  return {
    price,
    promotions: [...promotions],
    weather: [...weather],
    events: [...events],
    others: rest(knownAhead),
    returns,
    observed: rest(observed),
  };
}
