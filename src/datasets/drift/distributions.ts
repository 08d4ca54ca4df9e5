import type { ColumnDistribution, DriftPolicy, TwoDistributions } from '../../contracts/drift.ts';
import { changeEdges, type ValueFigures, type ValueHistogram } from '../../contracts/profile.ts';
import { quantileGroups } from './attribute-drift.ts';
import { comparedWeeks, type DriftSpan } from './column-drift.ts';
import { addWeeksOf, rowsOf } from './windows.ts';

/** What the verdicts of a segment's columns compare, as shares a picture can be drawn of. Columns of which nothing compares are left out. */
export function distributionsOf(span: DriftSpan, policy: DriftPolicy): readonly ColumnDistribution[] {
  const { reference, current } = span;
  const wanted = (name: string): boolean => policy.columns?.includes(name) ?? true;
  const weekly = current.columns.flatMap((column): ColumnDistribution[] => {
    const trained = reference.columns.find((one) => one.column === column.column);
    const changes = wanted(column.column) ? changesOf(comparedWeeks(column, span, policy)) : undefined;
    if (changes) return [{ column: column.column, of: 'change', bins: changes, ...meansOf(trained, column) }];
    return trained && wanted(column.column) ? valuesOf(column.column, trained, column) : [];
  });
  const attributes = current.attributes.flatMap((one) => {
    const trained = reference.attributes.find(({ attribute }) => attribute === one.attribute);
    return trained && wanted(one.attribute) ? valuesOf(one.attribute, trained, one) : [];
  });
  return [...weekly, ...attributes];
}

/** Edges as shares: 0.1 in logs is about 10%. */
const changeShares = changeEdges.map((edge) => Number(Math.expm1(edge).toFixed(4)));

function changesOf({ reference, actual }: ReturnType<typeof comparedWeeks>): TwoDistributions | undefined {
  const before = addWeeksOf(reference, changeEdges.length + 1);
  if (rowsOf(before) === 0 || rowsOf(actual) === 0) return undefined;
  return { edges: changeShares, then: sharesOf(before), now: sharesOf(actual) };
}

type Described = ValueFigures & { readonly histogram: ValueHistogram };

function valuesOf(column: string, then: Described, now: Described): ColumnDistribution[] {
  const groups = quantileGroups(then.histogram, now.histogram);
  if (!groups || rowsOf(groups.reference) === 0 || rowsOf(groups.actual) === 0) return [];
  const edges = groups.edges.map((edge) => Number(edge.toPrecision(3)));
  const bins = { edges, then: sharesOf(groups.reference), now: sharesOf(groups.actual) };
  return [{ column, of: 'value', bins, ...meansOf(then, now) }];
}

function meansOf(then: ValueFigures | undefined, now: ValueFigures) {
  return { meanThen: then?.mean ?? null, meanNow: now.mean };
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = rowsOf(counts);
  return counts.map((count) => Number((count / total).toFixed(4)));
}
