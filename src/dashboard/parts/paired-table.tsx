import { plainNumber } from '../format/numbers.ts';
import { DataTable, type Column } from './data-table.tsx';
import { pairedFigures, type ModelComparison, type PairedFigure } from './paired-errors.ts';
import { Pill } from './pill.tsx';

interface Props {
  readonly caption: string;
  readonly comparison: Pick<ModelComparison, 'units' | 'money'>;
  /** What the models are called: `Challenger`, `Champion`. */
  readonly names: readonly [first: string, second: string];
}

/** How far two models were off on the same rows: in all, too high, too low. */
export function PairedTable({ caption, comparison, names: [first, second] }: Props) {
  const columns: readonly Column<PairedFigure>[] = [
    { name: 'On the same rows', show: ({ name }) => name },
    {
      ...{ name: first, kind: 'number' as const },
      show: (figure) => (
        <>
          {plainNumber(figure.first)}{' '}
          {figure.first !== figure.second && (
            <Pill tone={figure.first < figure.second ? 'good' : 'warn'}>
              {figure.first < figure.second ? 'better' : 'worse'}
            </Pill>
          )}
        </>
      ),
    },
    { name: second, kind: 'number', show: (figure) => plainNumber(figure.second) },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={pairedFigures(comparison)}
      keyOf={({ name }) => name}
      minWidth={320}
    />
  );
}
