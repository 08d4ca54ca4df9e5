import { defaultFeatureSettings, requiredFeatures, type FeatureSettings } from '../../contracts/features.ts';
import { InvalidOptionError } from '../errors.ts';
import type { Panel } from '../panel.ts';
import { itemsBySize, itemUnits } from '../velocity.ts';
import { driverNames } from './driver-names.ts';
import type { DriverNames } from './driver-names.ts';
import { buildGrid } from './grid.ts';
import type { Grid } from './grid.ts';
import { fitStageOne } from './stage-one.ts';
import type { StageOne } from './stage-one.ts';

/** What the features learn from the weeks up to the training cutoff; scoring reads it and learns nothing new. */
export interface FeatureModel {
  readonly drivers: DriverNames;
  readonly settings: FeatureSettings;
  /** The panel's largest items by units, whose prices and promotions are columns of every row. */
  readonly leadingItems: readonly string[];
  /** Columns of the panel that were missing in weeks with units, in the panel's order. */
  readonly indicators: readonly string[];
  readonly stageOne: StageOne;
  /** Steps of the rows at most. */
  readonly horizonWeeks: number;
  /** Whether there are features of last year, and the season is a driver of stage one. */
  readonly seasonal: boolean;
}

/** Bounds the columns in wide assortments. */
const maxLeadingItems = 12;

/** Weeks of actuals without which a backtest window has no season: hardly one has a week a year before. */
const fewestSeasonalWeeks = 61;
/** A row may read the week after the one a year before its target, which must not be later than its newest actuals. */
const longestReachWeeks = 51;
/** The default of `fitFeatures`: a quarter. */
const usualHorizonWeeks = 13;

/**
 * Learns the feature model of a panel, all its items, from the weeks up to a cutoff.
 *
 * @param horizonWeeks steps of the rows at most
 * @throws InvalidOptionError where the settings leave out what the members are built on
 * @throws InvalidPanelError, UnknownAheadColumnError, TooLittleHistoryError, as `buildGrid`
 */
export function fitFeatures(
  panel: Panel,
  cutoffIndex: number,
  settings: FeatureSettings = defaultFeatureSettings,
  horizonWeeks = usualHorizonWeeks,
): FeatureModel {
  checkSettings(settings);
  const drivers = driverNames(panel);
  const grid = buildGrid(panel, drivers, { cutoffIndex, horizonWeeks: 0, leadWeeks: settings.leadWeeks });
  const leadingItems = itemsBySize(itemUnits(panel, grid.lastActualIndex))
    .slice(0, maxLeadingItems)
    .map((item) => panel.items[item]!);
  const { calendar, leadWeeks } = settings;
  const seasonal =
    settings.use.includes('last-year') &&
    grid.lastActualIndex + 1 >= fewestSeasonalWeeks &&
    horizonWeeks + leadWeeks <= longestReachWeeks;
  return {
    drivers,
    settings,
    leadingItems,
    indicators: indicatorsOf(grid),
    stageOne: fitStageOne(grid, { leadingItems, seasonal, calendar }),
    horizonWeeks,
    seasonal,
  };
}

/** Reads a panel the way a feature model was trained. Weeks of drivers after the cutoff: `horizonWeeks`. */
export function gridFor(model: FeatureModel, panel: Panel, cutoffIndex: number, horizonWeeks: number): Grid {
  return buildGrid(panel, model.drivers, { cutoffIndex, horizonWeeks, leadWeeks: model.settings.leadWeeks });
}

/** @throws InvalidOptionError where rows would reach further than the features were made for */
export function checkHorizon(model: FeatureModel, horizonWeeks: number): void {
  if (horizonWeeks <= model.horizonWeeks) return;
  throw new InvalidOptionError(
    'horizonWeeks',
    horizonWeeks,
    `at most ${model.horizonWeeks}, that of the feature model`,
  );
}

function checkSettings({ use, leadWeeks }: FeatureSettings): void {
  const absent = requiredFeatures.filter((name) => !use.includes(name));
  if (absent.length > 0) {
    throw new InvalidOptionError(
      'features.use',
      use.join(', '),
      `a list with ${absent.join(', ')}: members build on them`,
    );
  }
  if (!(Number.isInteger(leadWeeks) && leadWeeks >= 0)) {
    throw new InvalidOptionError('features.leadWeeks', leadWeeks, 'a whole number of at least 0');
  }
}

/** A week with units is the target week of a training row. */
function indicatorsOf(grid: Grid): string[] {
  const columns = [...(grid.price ? [grid.price] : []), ...grid.promotions, ...grid.weather, ...grid.others];
  return columns
    .filter(({ missing }) => missing?.some((flag, cell) => flag === 1 && !Number.isNaN(grid.logUnits[cell]!)))
    .map(({ name }) => name);
}
