import { addWeeks } from '../../contracts/week.ts';
import { randomStream } from '../../forecasting/random.ts';
import type { RegionModel } from '../model/region-model.ts';
import { schemaChangeWeeks, type GrocerSettings } from '../settings.ts';
import type { FaultTruth } from '../truth/fault-truth.ts';
import { CorrectionPlan, correctionName } from './corrections.ts';
import { faults } from './faults.ts';
import { americanDate, dashedStore, dayAfter, paddedItem } from './forms.ts';
import { periodOf, type Period } from './periods.ts';
import type { Pieces } from './pieces.ts';

const plainHeader = 'store_code,sku,week_ending,qty';

/** Texts of the warehouse's table: `qty` is a number in it, the others are texts. */
interface WarehouseTable {
  readonly store_code: string[];
  readonly sku: string[];
  readonly week_ending: string[];
  readonly qty: number[];
}

/**
 * Writes a region's shipments week by week, rows without units left out: the oldest as Parquet with ISO days, then CSV
 * with American ones, among whose lines broken ones are strewn. A week is named by its last day.
 */
export class ShipmentWriter {
  readonly #pieces: Pieces;
  readonly #settings: GrocerSettings;
  readonly #model: RegionModel;
  readonly #truth: FaultTruth;
  readonly #corrections: CorrectionPlan;
  readonly #changesForm: boolean;
  readonly #stores: readonly string[];
  readonly #items: readonly string[];
  #warehouse: WarehouseTable = emptyTable();
  rows = 0;

  constructor(
    pieces: Pieces,
    settings: GrocerSettings,
    model: RegionModel,
    truth: FaultTruth,
    { changesForm, isLastRegion }: { readonly changesForm: boolean; readonly isLastRegion: boolean },
  ) {
    this.#pieces = pieces;
    this.#settings = settings;
    this.#model = model;
    this.#truth = truth;
    this.#changesForm = changesForm;
    this.#corrections = new CorrectionPlan(settings, model, isLastRegion);
    this.#stores = model.stores.map(({ id }) => dashedStore(id));
    this.#items = model.items.map(({ id }) => paddedItem(id));
  }

  /** Writes the week that the model has drawn. */
  write(week: number): void {
    const period = periodOf(this.#settings, week);
    const reported = this.#corrections.reportedUnits(week);
    if (period.isWarehouse) this.#fillWarehouse(week, period, reported);
    else this.#writeLines(week, period, reported);
    this.#writeCorrections(week, period);
  }

  #fillWarehouse(week: number, period: Period, reported: Int32Array): void {
    const sunday = dayAfter(addWeeks(this.#settings.from, week), 6);
    const table = this.#warehouse;
    reported.forEach((units, series) => {
      if (units === 0) return;
      table.store_code.push(this.#stores[this.#model.seriesStore[series]!]!);
      table.sku.push(this.#items[this.#model.seriesItem[series]!]!);
      table.week_ending.push(sunday);
      table.qty.push(units);
    });
    if (!period.isLastWeek) return;
    this.rows += table.qty.length;
    this.#pieces.table(`${this.#folder(period)}/${period.stem}.parquet`, {
      ...table,
      qty: Float64Array.from(table.qty),
    });
    this.#warehouse = emptyTable();
  }

  #writeLines(week: number, period: Period, reported: Int32Array): void {
    const { seriesStore, seriesItem, region } = this.#model;
    const { dirtyShare, seed } = this.#settings;
    const path = `${this.#folder(period)}/${period.stem}.csv${period.isHistory ? '.gz' : ''}`;
    const random = randomStream(seed, 'faults', region.name, week);
    const date = americanDate(dayAfter(addWeeks(this.#settings.from, week), 6));
    const form = this.#formOf(week);
    const before = this.#pieces.lines(path);
    let lines = 0;
    let text = '';
    for (let series = 0; series < reported.length; series += 1) {
      const units = reported[series]!;
      if (units === 0) continue;
      const store = this.#stores[seriesStore[series]!]!;
      const item = this.#items[seriesItem[series]!]!;
      text += `${store},${item},${date},${units}${form.ending}\n`;
      lines += 1;
      this.rows += 1;
      if (dirtyShare > 0 && random() < dirtyShare) {
        const { reason, line } = faults[Math.floor(random() * faults.length)]!;
        text += `${line({ store, item, date, units: String(units) }, this.#truth.nextSerial())}${form.ending}\n`;
        lines += 1;
        this.#truth.addDirtyRow({ file: path, line: before + lines, reason });
      }
    }
    if (form.withoutUnits) text = text.replaceAll(/,[^,\n]*\n/g, '\n');
    this.#pieces.append(path, form.header, text, lines);
    if (period.isLastWeek) this.#pieces.end(path);
  }

  /** Corrections of a week: right units of rows that were reported wrong, in a file that sorts after theirs. */
  #writeCorrections(week: number, period: Period): void {
    const corrected = this.#corrections.correctedSeries();
    if (corrected.length === 0) return;
    const monday = addWeeks(this.#settings.from, week);
    const date = americanDate(dayAfter(monday, 6));
    const { seriesStore, seriesItem, stores, items, sales, region } = this.#model;
    const late = this.#corrections.comesLate(week);
    const folder = late ? `arrivals/correction/shipments/${region.name}` : this.#folder(period);
    const path = `${folder}/${correctionName(period.stem, monday)}.csv`;
    let text = '';
    corrected.forEach(({ series, reported }, index) => {
      const [store, item] = [seriesStore[series]!, seriesItem[series]!];
      const units = sales.units[series]!;
      text += `${this.#stores[store]},${this.#items[item]},${date},${units}\n`;
      const row = { store: stores[store]!.id, item: items[item]!.id, week: monday };
      this.#truth.addCorrection({ file: path, line: index + 2, ...row, old: reported, new: units });
    });
    this.#pieces.append(path, plainHeader, text, corrected.length);
    this.#pieces.end(path);
  }

  #folder({ folder }: Period): string {
    return `${folder}/shipments/${this.#model.region.name}`;
  }

  /** The header of a week's file, and what ends its lines: another one where the form has changed. */
  #formOf(week: number): { readonly header: string; readonly ending: string; readonly withoutUnits?: boolean } {
    const { schemaChange, weeks } = this.#settings;
    if (!this.#changesForm || week < weeks - schemaChangeWeeks) return { header: plainHeader, ending: '' };
    switch (schemaChange) {
      case 'renamed':
        return { header: 'store_code,sku,week_ending,quantity', ending: '' };
      case 'missing':
        return { header: 'store_code,sku,week_ending', ending: '', withoutUnits: true };
      case 'retyped':
        return { header: plainHeader, ending: ' EA' };
      case 'added':
        return { header: `${plainHeader},route`, ending: ',R7' };
      case undefined:
        return { header: plainHeader, ending: '' };
    }
  }
}

function emptyTable(): WarehouseTable {
  return { store_code: [], sku: [], week_ending: [], qty: [] };
}
