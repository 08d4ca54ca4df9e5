import { addWeeks } from '../../contracts/week.ts';
import { randomStream } from '../../forecasting/random.ts';
import type { RegionModel } from '../model/region-model.ts';
import { forecastDay } from '../model/weather.ts';
import { truthWeeks, type GrocerSettings } from '../settings.ts';
import { americanDate, dayAfter } from './forms.ts';
import { periodOf } from './periods.ts';
import type { Pieces } from './pieces.ts';

/** The days of a week as they were: degrees Fahrenheit and inches. */
export function writeObservedWeather(pieces: Pieces, settings: GrocerSettings, model: RegionModel, week: number): void {
  const { days, zips, temperature, rain } = model.weather;
  const period = periodOf(settings, week);
  const path = `${period.folder}/weather/${model.region.name}/observed-${period.stem}.csv${period.isHistory ? '.gz' : ''}`;
  const monday = addWeeks(settings.from, week);
  let text = '';
  zips.forEach((zip, index) => {
    for (let day = 0; day < 7; day += 1) {
      const cell = index * days + 7 * week + day;
      text += `${zip},${americanDate(dayAfter(monday, day))},${temperature[cell]},${rain[cell]}\n`;
    }
  });
  pieces.append(path, 'zip,date,temp_f,precip_in', text, 7 * zips.length);
  if (period.isLastWeek) pieces.end(path);
}

/**
 * What was forecast on the last day of a week for the weeks of the horizon, of the last weeks alone: degrees Celsius,
 * millimetres, ISO days, and the day of issue.
 */
export function writeForecastWeather(pieces: Pieces, settings: GrocerSettings, model: RegionModel, week: number): void {
  if (week < settings.weeks - truthWeeks) return;
  const { region, weather } = model;
  const random = randomStream(settings.seed, 'forecasts', region.name, week);
  const { folder } = periodOf(settings, week);
  const issued = dayAfter(addWeeks(settings.from, week), 6);
  const path = `${folder}/weather/${region.name}/forecast-${issued}.csv`;
  let text = '';
  weather.zips.forEach((zip, index) => {
    for (let lead = 1; lead <= 7 * settings.horizonWeeks; lead += 1) {
      const { temperature, rain } = forecastDay(weather, region, index, 7 * week + 6 + lead, lead, random);
      const celsius = ((temperature - 32) / 1.8).toFixed(1);
      text += `${zip},${issued},${dayAfter(issued, lead)},${celsius},${(25.4 * rain).toFixed(1)}\n`;
    }
  });
  pieces.append(path, 'zip,issued,valid,temp_c,precip_mm', text, weather.zips.length * 7 * settings.horizonWeeks);
  pieces.end(path);
}
