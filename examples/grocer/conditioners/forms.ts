import { parseNumber } from 'shelfcast';

/** `01/08/2017` as `2017-01-08`; any other text is given back, so that its row is set aside under that value. */
export function isoFromAmerican(text: string): string {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}`;
}

/** `08.01.2017` as `2017-01-08`. */
export function isoFromGerman(text: string): string {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}`;
}

/** The number of a store as every system is to write it: `MW-0012`, `mw0012` and `12 MW` are `MW0012`. */
export function storeNumber(text: string): string {
  const [, number, area] = /^(\d+) ([A-Z]{2})$/.exec(text) ?? [];
  return area === undefined ? text.replace('-', '').toUpperCase() : `${area}${(number ?? '').padStart(4, '0')}`;
}

/** `0001042` as `1042`. */
export function itemNumber(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}

/** The number in `$47,256`, `26.2 %` or `90 days`; `null` for an empty text, NaN where there is none. */
export function numberIn(text: string): number | null {
  return parseNumber(text.replace(/^\$|,| (%|days|OZ)$/g, ''));
}
