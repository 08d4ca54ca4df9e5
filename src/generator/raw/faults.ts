import type { QuarantineReason } from '../../contracts/dataset.ts';

/** The values of a line of shipments, as text. */
interface ShipmentLine {
  readonly store: string;
  readonly item: string;
  readonly date: string;
  readonly units: string;
}

interface Fault {
  /** The reason for which it is to be set aside. */
  readonly reason: QuarantineReason;
  /** The broken line that follows a good one; `serial` sets those with unknown names apart. */
  readonly line: (good: ShipmentLine, serial: number) => string;
}

const written = ({ store, item, date, units }: ShipmentLine): string => `${store},${item},${date},${units}`;
const withUnits =
  (units: string) =>
  (good: ShipmentLine): string =>
    written({ ...good, units });

/** Every way in which a line of shipments is broken. */
export const faults: readonly Fault[] = [
  { reason: 'malformed-line', line: ({ store, item, units }) => `${store},${item},${units}` },
  { reason: 'missing-value', line: withUnits('') },
  { reason: 'unparsable-value', line: withUnits('n/a') },
  { reason: 'implausible-value', line: withUnits('1e300') },
  { reason: 'negative-units', line: withUnits('-4') },
  { reason: 'impossible-date', line: (good) => written({ ...good, date: `02/30/${good.date.slice(-4)}` }) },
  { reason: 'duplicate-identical', line: written },
  { reason: 'duplicate-conflicting', line: (good) => written({ ...good, units: String(Number(good.units) + 7) }) },
  {
    reason: 'unknown-store',
    line: (good, serial) => written({ ...good, store: `ZZ-${String(serial).padStart(4, '0')}` }),
  },
  { reason: 'unknown-item', line: (good, serial) => written({ ...good, item: String(9_000_000 + serial) }) },
];
