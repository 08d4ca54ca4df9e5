import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { isoFromAmerican } from './forms.ts';

type RawWeather = Readonly<Record<string, string>>;

/**
 * Weather, from two services: what was, in degrees Fahrenheit and inches; what is forecast, in degrees Celsius and
 * millimetres, with the day of issue. The standard table has the units of the first.
 */
export function conditionWeather(table: ColumnTable): ColumnTable {
  const isForecast = table.columnIndex('issued') !== -1;
  return table
    .derive({
      date: escape((row: RawWeather) => (isForecast ? row['valid'] : isoFromAmerican(row['date'] ?? ''))),
      issued: escape((row: RawWeather) => (isForecast ? row['issued'] : null)),
      temperature: escape((row: RawWeather) =>
        isForecast ? scaled(row['temp_c'], (celsius) => 32 + 1.8 * celsius) : parseNumber(row['temp_f']),
      ),
      rain: escape((row: RawWeather) =>
        isForecast ? scaled(row['precip_mm'], (millimetres) => millimetres / 25.4) : parseNumber(row['precip_in']),
      ),
    })
    .select('zip', 'date', 'issued', 'temperature', 'rain', lineColumn);
}

function scaled(text: string | undefined, scale: (value: number) => number): number | null {
  const value = parseNumber(text);
  return value === null ? null : scale(value);
}
