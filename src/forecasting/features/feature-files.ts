import { defaultFeatureSettings, type FeatureSettings, type Holiday } from '../../contracts/features.ts';
import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { DriverNames } from './driver-names.ts';
import type { FeatureModel } from './feature-model.ts';

/** The JSON part of a feature model; the coefficients of stage one are the array `stage-one`, item after item. */
export interface FeatureModelContent {
  /** Members of earlier code lack some of the names. */
  readonly drivers: Partial<DriverNames>;
  /** Members of earlier code have none: they were trained on the default features. */
  readonly settings?: FeatureSettings;
  readonly leadingItems: readonly string[];
  readonly indicators?: readonly string[];
  readonly stageOneItems: readonly string[];
}

const noDrivers: DriverNames = {
  price: null,
  promotions: [],
  weather: [],
  events: [],
  others: [],
  returns: null,
  observed: [],
};

export function featureModelContent(model: FeatureModel): FeatureModelContent {
  const { drivers, leadingItems, indicators, stageOne } = model;
  return {
    drivers,
    settings: inFixedOrder(model.settings),
    leadingItems,
    indicators,
    stageOneItems: [...stageOne.coefficients.keys()],
  };
}

/** The same settings give the same bytes, whatever the order of keys in the configuration or the registry they come from. */
function inFixedOrder({ use, leadWeeks, calendar }: FeatureSettings): FeatureSettings {
  const holidays = calendar.holidays.map((holiday) => {
    return Object.fromEntries(Object.entries(holiday).sort(([a], [b]) => (a < b ? -1 : 1))) as Holiday;
  });
  return { use, leadWeeks, calendar: { holidays, paydays: { daysOfMonth: calendar.paydays.daysOfMonth } } };
}

export function featureModelArrays(model: FeatureModel): Map<string, FloatArray> {
  const coefficients = [...model.stageOne.coefficients.values()].flatMap((values) => Array.from(values));
  return new Map([['stage-one', Float64Array.from(coefficients)]]);
}

export function readFeatureModel(content: FeatureModelContent, files: UnpackedMember): FeatureModel {
  const all = files.float64('stage-one');
  const width = all.length / Math.max(1, content.stageOneItems.length);
  const coefficients = new Map(
    content.stageOneItems.map((item, i) => [item, all.slice(i * width, (i + 1) * width)] as const),
  );
  const { drivers, settings = defaultFeatureSettings, leadingItems, indicators = [] } = content;
  return {
    drivers: { ...noDrivers, ...drivers },
    settings,
    leadingItems,
    indicators,
    stageOne: { coefficients, leadingItems },
  };
}
