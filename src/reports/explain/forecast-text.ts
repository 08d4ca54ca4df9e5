import type {
  ColumnContribution,
  ForecastExplanation,
  LassoExplanation,
  SeasonalExplanation,
  TreesExplanation,
} from '../../contracts/explanation.ts';
import { units } from '../figures.ts';

const columnsShown = 3;
const groupsOfTrees = 5;
/** Groups that change a forecast by less are shown together. */
const smallestFactor = 0.005;

/** How one forecast came about, line by line: what each step multiplies 1 + units by, and what that leaves. */
export function forecastText(forecast: ForecastExplanation): string {
  const {
    store,
    item,
    week,
    step,
    cutoff,
    baseline,
    lasso,
    trees,
    seasonal,
    members,
    ensemble,
    othersChange,
    calibration,
    mean,
    p10,
    p50,
    p90,
  } = forecast;
  const lines = [
    `store ${store}, item ${item}, week ${week} (step ${step} after ${cutoff})`,
    line('', units(baseline), 'baseline: the average of the past'),
  ];
  if (lasso) lines.push(...lassoLines(lasso));
  else if (members.lasso)
    lines.push(line('', units(members.lasso.units), 'LASSO: too little history, so the baseline'));
  const others = Object.entries(members).filter(([member, { weight }]) => member !== 'lasso' && weight > 0);
  const says = others.map(([member, one]) => `${member} says ${units(one.units)}, weight ${one.weight.toFixed(3)}`);
  if (others.length > 0) {
    const blend = Math.expm1(ensemble.logUnits - calibration);
    lines.push(line(lasso ? factor(othersChange) : '', units(blend), says.join('; ')));
  }
  if (trees) lines.push(line('', '', treesText(trees)));
  if (seasonal) lines.push(line('', '', seasonalText(seasonal)));
  if (Math.abs(calibration) > 1e-9) {
    lines.push(line(factor(calibration), units(ensemble.units), 'shift of the ensemble towards its aim'));
  }
  lines.push(
    line('', units(ensemble.units), 'ensemble'),
    line('', '', `mean ${units(mean)}; P10 ${units(p10)}, P50 ${units(p50)}, P90 ${units(p90)}`),
  );
  return lines.join('\n');
}

/** `trees: 40 units by level and drivers, ×0.95 in any row, promotions ×1.20, store ×0.90, …` */
function treesText({ start, usual, groups }: TreesExplanation): string {
  const told = groups.slice(0, groupsOfTrees).map(({ group, logUnits }) => `${group} ${factor(logUnits)}`);
  const more = groups.length > groupsOfTrees ? ', …' : '';
  const by = `trees: ${units(Math.expm1(start))} by level and drivers, ${factor(usual)} in any row`;
  return [by, ...told].join(', ') + more;
}

/** `seasonal: level 40 × growth 1.01 × season 1.32` */
function seasonalText({ level, growth, season, note }: SeasonalExplanation): string {
  const parts = `seasonal: level ${units(level)} × growth ${growth.toFixed(2)} × season ${season.toFixed(2)}`;
  return note === '' ? parts : `${parts}; ${note}`;
}

function lassoLines({ regression, intercept, groups, shift, clipping, logUnits }: LassoExplanation): string[] {
  let sum = intercept;
  const lines = [
    line(
      '',
      units(Math.expm1(sum)),
      `LASSO of ${regression === '(pooled)' ? 'the segment' : `item ${regression}`}: a row like the mean`,
    ),
  ];
  const add = (part: number, what: string): void => {
    sum += part;
    lines.push(line(factor(part), units(Math.expm1(sum)), what));
  };
  const told = groups.filter((group) => Math.abs(Math.expm1(group.logUnits)) >= smallestFactor);
  const rest = groups.filter((group) => !told.includes(group));
  for (const { group, logUnits: part, columns } of told) add(part, `${group}: ${reasons(columns)}`);
  if (rest.length > 0) {
    add(
      rest.reduce((total, group) => total + group.logUnits, 0),
      `other groups: ${rest.map(({ group }) => group).join(', ')}`,
    );
  }
  if (shift !== 0) add(shift, 'shift towards what the member aims at');
  if (Math.abs(clipping) > 1e-9) add(clipping, 'floor or ceiling of a forecast');
  return [...lines, line('', units(Math.expm1(logUnits)), '= LASSO')];
}

/** The columns that did most, in words. */
function reasons(columns: readonly ColumnContribution[]): string {
  const shown = columns.slice(0, columnsShown).map(({ column, value, typical, logUnits }) => {
    const facts = value === null ? '' : ` ${value} (mean ${typical})`;
    return `${column}${facts} ${factor(logUnits)}`;
  });
  return shown.join(', ') + (columns.length > columnsShown ? ', …' : '');
}

function factor(logUnits: number): string {
  return `×${Math.exp(logUnits).toFixed(2)}`;
}

function line(factorText: string, result: string, what: string): string {
  return `  ${factorText.padStart(7)} ${result.padStart(10)}  ${what}`.trimEnd();
}
