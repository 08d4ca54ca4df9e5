import { mapeText } from '../../contracts/shown-mape.ts';

/** Shown where a figure is not known. */
const unknownFigure = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `4,632`, `12.3`, `0.031`: three digits where the number is small, whole where it is not. */
export function plainNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return unknownFigure;
  return Math.abs(value) >= 100 ? whole.format(value) : fine.format(value);
}

/** `4,632 units`, `1 unit`. */
export function units(value: number | null | undefined): string {
  if (value === null || value === undefined) return unknownFigure;
  const text = plainNumber(value);
  return `${text} ${text === '1' ? 'unit' : 'units'}`;
}

/** A share as `29.7%`. */
export function percent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined) return unknownFigure;
  return `${(share * 100).toFixed(digits)}%`;
}

/** The MAPE of some errors; with a `*` where it has a floor, which `FlooredNote` explains. */
export function mape(errors: Parameters<typeof mapeText>[0], among?: Parameters<typeof mapeText>[2]): string {
  return mapeText(errors, percent, among);
}

/** A share with its sign: `+3.1%`, `−0.4%`. */
export function signedPercent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined) return unknownFigure;
  return signed(share * 100, digits) + '%';
}

/** `+0.31`, `−12`, `0`: a change. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return (value < 0 ? '−' : '+') + text;
}

/** What a change of log units does to the number: `+12%`, `−3%`; `×2.4` where it more than doubles. */
export function factorOf(logUnits: number): string {
  const factor = Math.exp(logUnits);
  return factor > 2 ? `×${factor.toFixed(1)}` : signedPercent(factor - 1);
}

/** `1 region`, `14 regions`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

/** `1.2 MB` */
export function fileSize(bytes: number): string {
  const steps = ['B', 'kB', 'MB', 'GB'];
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${plainNumber(bytes / 1000 ** step)} ${steps[step]}`;
}
