import { defaultFeatureSettings, type FeatureSettings, type Holiday } from '../../contracts/features.ts';
import { MemberFilesError } from '../errors.ts';
import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { DriverNames } from './driver-names.ts';
import type { FeatureModel } from './feature-model.ts';

/** Number of what the columns mean. Members of another one cannot be read: their coefficients belong to other columns. */
const columnsVersion = 2;

/** The JSON part of a feature model; the coefficients of stage one are the array `stage-one`, item after item. */
export interface FeatureModelContent {
  readonly columnsVersion?: number;
  /** Members of earlier code lack some of the names. */
  readonly drivers: Partial<DriverNames>;
  /** Members of earlier code have none: they were trained on the default features. */
  readonly settings?: FeatureSettings;
  readonly leadingItems: readonly string[];
  readonly indicators?: readonly string[];
  readonly stageOneItems: readonly string[];
  readonly horizonWeeks: number;
  readonly seasonal: boolean;
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
  const { drivers, leadingItems, indicators, stageOne, horizonWeeks, seasonal } = model;
  return {
    columnsVersion,
    drivers,
    settings: inFixedOrder(model.settings),
    leadingItems,
    indicators,
    stageOneItems: [...stageOne.coefficients.keys()],
    horizonWeeks,
    seasonal,
  };
}

/** The same settings give the same bytes, whatever the order of keys in the configuration or the registry they come from. */
function inFixedOrder({ use, leadWeeks, seasonalFromWeeks, calendar }: FeatureSettings): FeatureSettings {
  const holidays = calendar.holidays.map((holiday) => {
    return Object.fromEntries(Object.entries(holiday).sort(([a], [b]) => (a < b ? -1 : 1))) as Holiday;
  });
  return {
    use,
    leadWeeks,
    seasonalFromWeeks,
    calendar: { holidays, paydays: { daysOfMonth: calendar.paydays.daysOfMonth } },
  };
}

export function featureModelArrays(model: FeatureModel): Map<string, FloatArray> {
  const coefficients = [...model.stageOne.coefficients.values()].flatMap((values) => Array.from(values));
  return new Map([['stage-one', Float64Array.from(coefficients)]]);
}

/** @throws MemberFilesError where the member was fitted on columns of another meaning */
export function readFeatureModel(content: FeatureModelContent, files: UnpackedMember): FeatureModel {
  if (content.columnsVersion !== columnsVersion) {
    throw new MemberFilesError('member.json', 'it was fitted on the features of an earlier version of the code');
  }
  const all = files.float64('stage-one');
  const width = all.length / Math.max(1, content.stageOneItems.length);
  const coefficients = new Map(
    content.stageOneItems.map((item, i) => [item, all.slice(i * width, (i + 1) * width)] as const),
  );
  const { drivers, settings = defaultFeatureSettings, leadingItems, indicators = [], horizonWeeks, seasonal } = content;
  return {
    drivers: { ...noDrivers, ...drivers },
    settings,
    leadingItems,
    indicators,
    stageOne: { coefficients, leadingItems, seasonal, calendar: settings.calendar },
    horizonWeeks,
    seasonal,
  };
}
