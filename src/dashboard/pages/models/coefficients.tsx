import type { AnswerOf } from '../../../app/operations.ts';
import { signed } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';

type Coefficient = AnswerOf<'models.show'>['coefficients'][number];

/** Coefficients shown at once. */
export const coefficientsShown = 30;

/** The coefficients that matter most, largest first. */
export function Coefficients({ of }: { readonly of: readonly Coefficient[] }) {
  return (
    <DataTable
      caption="Coefficients"
      columns={columns}
      rows={of.toSorted((a, b) => Math.abs(b.perDeviation) - Math.abs(a.perDeviation)).slice(0, coefficientsShown)}
      keyOf={({ regression, column }) => `${regression} ${column}`}
      minWidth={640}
    />
  );
}

const columns: readonly Column<Coefficient>[] = [
  {
    name: 'Regression',
    by: ({ regression }) => regression,
    show: ({ regression }) => (regression === '(pooled)' ? 'all items' : `item ${regression}`),
  },
  { name: 'Feature', by: ({ column }) => column, show: ({ column }) => <code>{column}</code> },
  { name: 'In words', kind: 'wide', show: ({ inWords }) => inWords },
  {
    name: 'Log units per deviation',
    kind: 'number',
    by: ({ perDeviation }) => perDeviation,
    show: ({ perDeviation }) => signed(perDeviation, 3),
  },
];
