import { weeksBetween } from '../../src/contracts/week.ts';
import type { SegmentFinding } from './practice-cycles.ts';
import { plantedFrom } from './practice-project.ts';
import type { PracticeCase } from './practice-year.ts';

/** What was found over all seeds of a size. */
export interface CaseFigures {
  readonly size: string;
  readonly demand: number;
  readonly age: string;
  /** Segments of all seeds, each a year. */
  readonly segments: number;
  /** Segments and cutoffs that were looked at. */
  readonly judged: number;
  /** Those at which `drift` held. */
  readonly alarms: number;
  readonly segmentsFound: number;
  readonly regions: number;
  readonly regionsFound: number;
  /** Median over the segments found, from the first week that is other than before to the cutoff, both counted. */
  readonly weeksToFind: number | null;
  /** Alarms by what was named: a column, or `errors`. */
  readonly by: Readonly<Record<string, number>>;
}

/** Sums the years of a size up, case by case. */
export function caseRows(size: string, years: readonly (readonly PracticeCase[])[]): readonly CaseFigures[] {
  const cases = Map.groupBy(years.flat(), ({ demand, age }) => `${demand} ${age}`);
  return [...cases.values()].map((some) => figuresOf(size, some));
}

function figuresOf(size: string, some: readonly PracticeCase[]): CaseFigures {
  const findings = some.flatMap(({ seed, findings: found }) =>
    found.map((one) => ({ ...one, segment: `${seed} ${one.segment}` })),
  );
  const alarms = findings.filter(({ drift }) => drift);
  const first = new Map<string, string>();
  for (const { segment, cutoff } of alarms) if (!first.has(segment)) first.set(segment, cutoff);
  const weeks = [...first.values()].map((cutoff) => weeksBetween(plantedFrom, cutoff) + 1).sort((a, b) => a - b);
  const by: Record<string, number> = {};
  for (const what of alarms.flatMap(named)) by[what] = (by[what] ?? 0) + 1;
  const { demand = 1, age = '' } = some[0] ?? {};
  return {
    ...{ size, demand, age },
    segments: new Set(findings.map(({ segment }) => segment)).size,
    judged: findings.length,
    alarms: alarms.length,
    segmentsFound: first.size,
    regions: some.length,
    regionsFound: some.filter(({ findings: found }) => found.some(({ drift }) => drift)).length,
    weeksToFind: demand === 1 ? null : (weeks[Math.floor(weeks.length / 2)] ?? null),
    by,
  };
}

/** `units +46% since …; errors: WAPE …` → units, errors */
function named({ reason }: SegmentFinding): readonly string[] {
  const [, found = ''] = /(?:^|; |\()drift: (.*)$/.exec(reason) ?? [];
  const columns = [...found.matchAll(/(?:^|; )(\w+)(?: [+−]\d+%)? since /g)].map((match) => match[1] ?? '');
  return [...columns, ...(/(?:^|; )errors: /.test(found) ? ['errors'] : [])];
}
