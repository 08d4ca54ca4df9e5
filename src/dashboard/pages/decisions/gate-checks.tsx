import { sentenceCase } from '../../format/names.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { Waiting } from './comparison.ts';

type Check = Waiting['challenger']['gate'][number];

/** What the gate looked at. What failed comes first. */
export function GateChecks({ gate }: { readonly gate: readonly Check[] }) {
  return (
    <DataTable
      caption="Checks of the gate"
      columns={columns}
      rows={gate.toSorted((a, b) => Number(a.passed) - Number(b.passed))}
      keyOf={({ check }) => check}
      minWidth={520}
    />
  );
}

const columns: readonly Column<Check>[] = [
  {
    name: 'Check',
    show: ({ check, passed }) => (
      <>
        <Pill tone={passed ? 'good' : 'bad'} withGlyph>
          {passed ? 'Passed' : 'Failed'}
        </Pill>{' '}
        {sentenceCase(check)}
      </>
    ),
  },
  {
    name: 'Figures',
    kind: 'wide',
    show: ({ detail, option, passed }) => (
      <>
        {detail}
        {!passed && option !== undefined && (
          <>
            {' '}
            (option <code>{option}</code>)
          </>
        )}
      </>
    ),
  },
];
