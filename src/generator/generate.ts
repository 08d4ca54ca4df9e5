import type { FilePiece } from '../ports/file-pieces.ts';
import { makeEvents } from './model/events.ts';
import { makeItems } from './model/items.ts';
import { RegionModel } from './model/region-model.ts';
import { makeStores, zipsOf } from './model/stores.ts';
import { zipCodes } from './model/weather.ts';
import {
  regionsOf,
  writeDemographics,
  writeEvents,
  writeItems,
  writeStores,
  type RegionStores,
} from './raw/masters.ts';
import { Pieces } from './raw/pieces.ts';
import { writePrices } from './raw/prices.ts';
import { writeReturns } from './raw/returns.ts';
import { ShipmentWriter } from './raw/shipments.ts';
import { writeForecastWeather, writeObservedWeather } from './raw/weather.ts';
import { truthWeeks, type GrocerSettings } from './settings.ts';
import { writeTruthRows } from './truth/expected-rows.ts';
import { FaultTruth, type Correction, type DirtyRow } from './truth/fault-truth.ts';
import { Oracle, type OracleSegment } from './truth/oracle.ts';
import { parametersOf } from './truth/parameters.ts';

/** What was generated. */
export interface GeneratedGrocer {
  /** Rows of shipments, arriving weeks and broken lines among them no more than once. */
  readonly shipmentRows: number;
  readonly dirtyRows: number;
  readonly correctedRows: number;
  readonly oracle: readonly OracleSegment[];
}

/** How far it is: rows of shipments so far. */
export interface GeneratorProgress {
  readonly region: string;
  readonly week: number;
  readonly weeks: number;
  readonly rows: number;
}

/**
 * Generates a grocer's files in the raw form of its systems, region by region and week by week; at no time more than a
 * half a year of one region's rows is held. Below `landing/` what has come, below `arrivals/` what is held back, below
 * `truth/` what it was all made of.
 */
export function* generateGrocer(
  settings: GrocerSettings,
  onWeek: (progress: GeneratorProgress) => void = () => undefined,
): Generator<FilePiece, GeneratedGrocer> {
  const { seed, from, weeks, arrivals, horizonWeeks } = settings;
  const items = makeItems(seed, settings.items);
  const regions = regionsOf(settings).map((region): RegionStores => {
    const stores = makeStores(seed, region, settings.stores, weeks);
    return { region, stores, zips: zipCodes(region, zipsOf(stores.length)) };
  });
  const events = makeEvents(seed, regions, from, weeks + arrivals + horizonWeeks);
  const pieces = new Pieces();
  const faults = new FaultTruth();
  writeStores(pieces, settings, regions);
  writeItems(pieces, items);
  writeDemographics(pieces, regions);
  writeEvents(pieces, events);
  yield* pieces.take();

  let rows = 0;
  const oracle: OracleSegment[] = [];
  for (const [index, one] of regions.entries()) {
    const model = new RegionModel(settings, one, items, events, index === 0 && settings.drift !== 1);
    const role = { changesForm: index === 0, isLastRegion: index === regions.length - 1 };
    const shipments = new ShipmentWriter(pieces, settings, model, faults, role);
    const knower = new Oracle(model);
    for (let count = 0; count < weeks + arrivals; count += 1) {
      const week = model.nextWeek();
      shipments.write(week);
      writeReturns(pieces, settings, model, week);
      writePrices(pieces, settings, model, week);
      writeObservedWeather(pieces, settings, model, week);
      writeForecastWeather(pieces, settings, model, week);
      writeTruthRows(pieces, settings, model, week);
      if (week < weeks) knower.add(week >= weeks - truthWeeks);
      yield* pieces.take();
      onWeek({
        region: one.region.name,
        week: index * (weeks + arrivals) + count + 1,
        weeks: regions.length * (weeks + arrivals),
        rows: rows + shipments.rows,
      });
    }
    for (let ahead = 0; ahead < horizonWeeks; ahead += 1)
      writePrices(pieces, settings, model, weeks + arrivals + ahead);
    rows += shipments.rows;
    oracle.push(...knower.segments());
  }

  writeFaults(pieces, faults);
  pieces.whole('truth/oracle.json', json(oracle));
  pieces.whole('truth/parameters.json', json(parametersOf(settings, regions, items)));
  yield* pieces.take();
  return { shipmentRows: rows, dirtyRows: faults.dirtyRows.length, correctedRows: faults.corrections.length, oracle };
}

function writeFaults(pieces: Pieces, { dirtyRows, corrections }: FaultTruth): void {
  const dirty = dirtyRows.map(({ file, line, reason }: DirtyRow) => `${file},${line},${reason}\n`);
  pieces.whole('truth/dirty-rows.csv', `file,line,reason\n${dirty.join('')}`);
  const corrected = corrections.map(
    ({ file, line, store, item, week, old, new: right }: Correction) =>
      `${file},${line},${store},${item},${week},${old},${right}\n`,
  );
  pieces.whole('truth/corrections.csv', `file,line,store,item,week,old,new\n${corrected.join('')}`);
  for (const path of ['truth/expected.csv.gz', 'truth/stock-outs.csv.gz']) pieces.end(path);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
