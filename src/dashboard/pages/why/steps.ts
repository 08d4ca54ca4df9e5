import type { AnswerOf } from '../../../app/operations.ts';

export type Explanation = NonNullable<AnswerOf<'models.explain'>['forecasts']>[number];

/** One step on the way to a number: what it adds to log(1 + units), and where that leads. */
export interface Step {
  readonly name: string;
  readonly note: string;
  readonly logUnits: number;
  /** Units after this step. */
  readonly units: number;
}

/** Below this a group of features changes less than half a percent: it is shown with the others. */
const smallest = 0.005;

/** How a forecast came about: where the regression starts, what each group of features adds, and what the ensemble makes of it. */
export function stepsOf({ lasso, othersChange, calibration, ensemble }: Explanation): readonly Step[] {
  if (!lasso) return [];
  const large = lasso.groups.filter(({ logUnits }) => Math.abs(logUnits) >= smallest);
  const rest = sumOf(lasso.groups.filter((group) => !large.includes(group)).map(({ logUnits }) => logUnits));
  const parts = [
    {
      name: 'A typical week',
      note: `where the regression of ${nameOf(lasso.regression)} starts`,
      logUnits: lasso.intercept,
    },
    ...large.map(({ group, logUnits, columns }) => ({ name: group, note: noteOf(columns), logUnits })),
    { name: 'Other features', note: 'each below half a percent', logUnits: rest },
    { name: 'Aim', note: 'from the mean to what the forecast aims at', logUnits: lasso.shift },
    { name: 'Floor and ceiling', note: 'keeps a forecast in the range of past sales', logUnits: lasso.clipping },
    {
      name: 'Other members',
      note: 'what the other members change, by their weights',
      logUnits: othersChange,
    },
    { name: 'Calibration', note: 'learned from past errors of the ensemble', logUnits: calibration },
  ].filter(({ logUnits }, index) => index === 0 || Math.abs(logUnits) > 1e-9);
  let log = 0;
  const steps = parts.map((part) => {
    log += part.logUnits;
    return { ...part, units: Math.max(0, Math.expm1(log)) };
  });
  // The sum ends at the ensemble's own number, up to rounding.
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, units: ensemble.units } : step));
}

type Columns = NonNullable<Explanation['lasso']>['groups'][number]['columns'];

const columnsNamed = 2;

/** The values that count most in a group, against what is typical. */
function noteOf(columns: Columns): string {
  return columns
    .slice(0, columnsNamed)
    .map(({ column, value, typical }) => {
      if (value === null) return column;
      return typical === null ? `${column} ${value}` : `${column} ${value}, typically ${typical}`;
    })
    .join('; ');
}

function nameOf(regression: string): string {
  return regression === '(pooled)' ? 'all items together' : `item ${regression}`;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
