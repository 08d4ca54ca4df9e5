import { driverReader } from '../features/drivers.ts';
import type { FeatureModel } from '../features/feature-model.ts';
import type { Grid } from '../features/grid.ts';
import { usualWeeks } from '../features/stage-one.ts';
import { trailingMean } from '../features/trailing.ts';

/** What the expected effect of the drivers, the column `eff`, is made of; each is also the group it is shown in. */
export type DriverPart = 'promotions' | 'price' | 'weather' | 'events' | 'other columns' | 'leading-items';

/** Log effects by part; those of drivers that a panel lacks are left out. */
export type DriverParts = Readonly<Partial<Record<DriverPart, number>>>;

/**
 * The expected effect of the drivers of a series in a week, by part. The parts add up to the feature `eff`: stage one is a sum over
 * drivers, and what is usual, a mean over weeks, is a sum of the same parts.
 */
export function driverParts({ stageOne }: FeatureModel, grid: Grid): (series: number, week: number) => DriverParts {
  const drivers = driverReader(grid, stageOne);
  const parts = partsOfColumns(grid, stageOne.leadingItems.length);
  const known = new Map<number, ReadonlyMap<DriverPart, Float64Array>>();

  const ofSeries = (series: number): ReadonlyMap<DriverPart, Float64Array> => {
    const before = known.get(series);
    if (before) return before;
    const effects = new Map<DriverPart, Float64Array>();
    const coefficients = stageOne.coefficients.get(grid.items[grid.seriesItem[series]!]!);
    if (coefficients && coefficients.length > 0) {
      drivers(series).data.forEach((values, k) => {
        const effect = effects.get(parts[k]!) ?? new Float64Array(grid.nWeeks);
        for (let week = 0; week < grid.nWeeks; week++) effect[week]! += coefficients[k]! * values[week]!;
        effects.set(parts[k]!, effect);
      });
    }
    for (const effect of effects.values()) {
      const usual = trailingMean(effect, grid.nWeeks, { length: usualWeeks });
      for (let week = 0; week < grid.nWeeks; week++) effect[week]! -= usual[week]!;
    }
    known.set(series, effects);
    return effects;
  };
  return (series, week) => Object.fromEntries([...ofSeries(series)].map(([part, effect]) => [part, effect[week]!]));
}

/** The part of each driver, in the order of `driverReader`. */
function partsOfColumns(
  grid: { readonly promotions: readonly unknown[]; readonly price: unknown } & Readonly<
    Record<'weather' | 'events' | 'others', readonly unknown[]>
  >,
  leadingItems: number,
): readonly DriverPart[] {
  const hasPrice = grid.price !== undefined && grid.price !== null;
  const promotions = grid.promotions.map((): DriverPart => 'promotions');
  return [
    ...promotions,
    // Their products with the price: a promotion at a lower price.
    ...(hasPrice ? [...promotions, 'price' as const] : []),
    ...grid.weather.map((): DriverPart => 'weather'),
    ...grid.events.map((): DriverPart => 'events'),
    ...grid.others.map((): DriverPart => 'other columns'),
    ...Array.from({ length: hasPrice ? leadingItems : 0 }, (): DriverPart => 'leading-items'),
  ];
}
