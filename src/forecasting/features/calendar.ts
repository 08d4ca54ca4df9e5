import type { FeatureColumn } from './column.ts';

const daysPerYear = 365.25;
const pairs = 3;

/** Three Fourier pairs of the year and the time in years since 2000, of the target week. */
export function calendarFeatures(days: Float64Array, nSeries: number): FeatureColumn[] {
  const column = (name: string, ofDay: (day: number) => number): FeatureColumn => {
    const values = new Float64Array(nSeries * days.length);
    for (let i = 0; i < nSeries; i++) values.set(days.map(ofDay), i * days.length);
    return { name, at: 'target', values };
  };
  const columns = [column('time', (day) => day / daysPerYear - 30)];
  for (let k = 1; k <= pairs; k++) {
    columns.push(
      column(`year-sine-${k}`, (day) => Math.sin((2 * Math.PI * k * day) / daysPerYear)),
      column(`year-cosine-${k}`, (day) => Math.cos((2 * Math.PI * k * day) / daysPerYear)),
    );
  }
  return columns;
}
