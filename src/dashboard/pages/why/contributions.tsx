import { sentenceCase } from '../../format/names.ts';
import { factorOf, plainNumber } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { stepsOf, type Explanation, type Step } from './steps.ts';

/** The steps from a typical week to the forecast, each with a bar: to the right it raises the number, to the left it lowers it. */
export function Contributions({ forecast }: { readonly forecast: Explanation }) {
  const steps = stepsOf(forecast);
  if (steps.length === 0) {
    return (
      <Empty title="The regression has no forecast of this series">
        It has too little history, or the model has no regression. The other members forecast it.
      </Empty>
    );
  }
  const largest = Math.max(...steps.slice(1).map(({ logUnits }) => Math.abs(logUnits)), 0.01);
  const columns: readonly Column<Step>[] = [
    { name: 'Step', show: ({ name }) => sentenceCase(name) },
    {
      name: 'Changes it by',
      kind: 'number',
      show: (step) => (step === steps[0] ? 'start' : factorOf(step.logUnits)),
    },
    {
      name: 'Size',
      show: (step) => (step === steps[0] ? null : <Bar share={step.logUnits / largest} />),
    },
    { name: 'To, units', kind: 'number', show: ({ units }) => plainNumber(units) },
    { name: 'Because of', kind: 'wide', show: ({ note }) => note },
  ];
  return (
    <DataTable
      caption="Steps to the forecast"
      columns={columns}
      rows={steps}
      keyOf={({ name }) => name}
      minWidth={720}
    />
  );
}

const halfWidth = 60;

/** A bar from the middle; the figure next to it says the same. */
function Bar({ share }: { readonly share: number }) {
  const width = Math.abs(share) * halfWidth;
  return (
    <span
      aria-hidden="true"
      style={{ display: 'inline-block', width: 2 * halfWidth, color: share < 0 ? 'var(--warn)' : 'var(--busy)' }}
    >
      <span className="bar" style={{ width, marginLeft: share < 0 ? halfWidth - width : halfWidth }} />
    </span>
  );
}
