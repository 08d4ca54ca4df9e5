import { epochDay, type Week } from '../../contracts/week.ts';
import { randomStream, type RandomStream } from '../../forecasting/random.ts';
import { between, normal } from './draws.ts';
import type { Region } from './regions.ts';

/** The weather of a region's zip codes, day by day: `values[zip * days + day]`. */
export interface Weather {
  readonly days: number;
  readonly zips: readonly string[];
  /** Degrees Fahrenheit, mean of the day. */
  readonly temperature: Float64Array;
  /** What is normal for the day. */
  readonly normalTemperature: Float64Array;
  /** Inches. */
  readonly rain: Float64Array;
}

const persistence = 0.8;
const daySd = 6;

/** The weather from the first week on; a longer stretch begins with the same days. */
export function makeWeather(seed: number, region: Region, nZips: number, from: Week, weeks: number): Weather {
  const days = 7 * weeks;
  const start = epochDay(from);
  const places = randomStream(seed, 'zips', region.name);
  const zips = zipCodes(region, nZips);
  const offsets = zips.map(() => 1.5 * normal(places));
  const temperature = new Float64Array(nZips * days);
  const normalTemperature = new Float64Array(days);
  const rain = new Float64Array(nZips * days);
  const random = randomStream(seed, 'weather', region.name);
  let anomaly = daySd * normal(random);
  for (let day = 0; day < days; day += 1) {
    anomaly = persistence * anomaly + daySd * Math.sqrt(1 - persistence ** 2) * normal(random);
    const usual = normalOf(region, start + day);
    normalTemperature[day] = usual;
    const isWet = random() < region.rainyShare;
    const inches = isWet ? -0.35 * Math.log(1 - random()) : 0;
    for (let zip = 0; zip < nZips; zip += 1) {
      const cell = zip * days + day;
      temperature[cell] = round(usual + anomaly + offsets[zip]! + normal(random), 1);
      rain[cell] = round(inches * between(random, 0.7, 1.3), 2);
    }
  }
  return { days, zips, temperature, normalTemperature, rain };
}

/** A forecast for a day, `lead` days after the last one known: it fades towards the normal, and its error grows. */
export function forecastDay(
  weather: Weather,
  region: Region,
  zip: number,
  day: number,
  lead: number,
  random: RandomStream,
): { readonly temperature: number; readonly rain: number } {
  const cell = zip * weather.days + day;
  const trust = Math.exp(-lead / 8);
  const usual = weather.normalTemperature[day]!;
  const error = (1 + 0.25 * Math.min(lead, 12)) * normal(random);
  const usualRain = 0.35 * region.rainyShare;
  const rain = trust * weather.rain[cell]! + (1 - trust) * usualRain + 0.05 * trust * normal(random);
  return {
    temperature: round(usual + trust * (weather.temperature[cell]! - usual) + error, 1),
    rain: round(Math.max(0, rain), 2),
  };
}

/** The first zip codes of a region. */
export function zipCodes({ zipPrefix }: Region, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${zipPrefix}${String(index + 1).padStart(2, '0')}`);
}

/** Coldest in the middle of January, warmest in the middle of July. */
function normalOf({ meanTemperature, amplitude }: Region, day: number): number {
  return meanTemperature - amplitude * Math.cos((2 * Math.PI * (day - 15)) / 365.25);
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
