import { featureNames, type FeatureName } from '../../contracts/features.ts';
import { calendarGroup } from './calendar.ts';
import { driverEffectGroup } from './driver-effect.ts';
import { eventsGroup } from './events.ts';
import type { FeatureGroup } from './feature-group.ts';
import { firstSaleGroup } from './first-sale.ts';
import { holidaysGroup } from './holidays.ts';
import { knownAheadGroup } from './known-ahead.ts';
import { lastYearGroup } from './last-year.ts';
import { leadingItemsGroup } from './leading-items.ts';
import { observedGroup } from './observed.ts';
import { paydaysGroup } from './paydays.ts';
import { priceGroup } from './price-features.ts';
import { promotionsGroup } from './promotion-features.ts';
import { residualLevelsGroup } from './residual-levels.ts';
import { returnsGroup } from './returns.ts';
import { salesHistoryGroup } from './sales-history.ts';
import { salesRangeGroup } from './sales-range.ts';
import { weatherGroup } from './weather.ts';

const byName: Readonly<Record<FeatureName, FeatureGroup>> = {
  'sales-history': salesHistoryGroup,
  'driver-effect': driverEffectGroup,
  'residual-levels': residualLevelsGroup,
  'last-year': lastYearGroup,
  price: priceGroup,
  promotions: promotionsGroup,
  'known-ahead': knownAheadGroup,
  'leading-items': leadingItemsGroup,
  calendar: calendarGroup,
  holidays: holidaysGroup,
  paydays: paydaysGroup,
  weather: weatherGroup,
  events: eventsGroup,
  returns: returnsGroup,
  observed: observedGroup,
  'sales-range': salesRangeGroup,
  'first-sale': firstSaleGroup,
};

/** Every group of features there is, in the order of their columns. */
export const featureCatalogue: readonly FeatureGroup[] = featureNames.map((name) => byName[name]);
