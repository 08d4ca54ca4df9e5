import type { RunReport } from '../../src/cli/dev/run-report.ts';
import type { OracleSegment } from '../../src/generator/truth/oracle.ts';
import { percent } from '../../src/reports/figures.ts';
import { textTable } from '../../src/reports/text-table.ts';

type Cycles = Pick<RunReport, 'cycles'>;

/** Errors of the first cycles next to the smallest possible. */
export function accuracyTable({ cycles }: Cycles, oracle: readonly OracleSegment[]): string {
  const rows = cycles.flatMap(({ region, segments }) =>
    segments.map(({ format, velocity, mape }) => {
      const known = oracle.find((one) => one.region === region && one.format === format && one.velocity === velocity);
      return [
        `${region}/${format}/${velocity}`,
        percent(mape.baseline),
        percent(mape.ensemble),
        percent(known?.errors.mean.mape),
        percent(known?.errors.relative.mape),
      ];
    }),
  );
  return textTable(['segment', 'baseline', 'ensemble', 'expected units', 'least possible'], rows);
}

/** What happened to every segment in the second cycles, and why. */
export function causesTable({ cycles }: Cycles): string {
  const rows = cycles.flatMap(({ region, segments }) =>
    segments.map(({ format, velocity, outcome, causes }) => [
      `${region}/${format}/${velocity}`,
      outcome,
      causes.length === 0 ? 'nothing changed for it' : causes.join(', '),
    ]),
  );
  return textTable(['segment', 'outcome', 'because of'], rows, { leftColumns: 3 });
}
