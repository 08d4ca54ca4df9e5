import type { ConditionedFile } from '../../contracts/dataset.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { addWeeks, type Week } from '../../contracts/week.ts';
import { keyColumns } from '../../datasets/conditioning/keys.ts';
import { rowCount, type Columns } from '../../ports/table-engine.ts';
import type { lineColumn, LoadedSource } from '../../project/loaded-project.ts';
import type { JobContext } from '../job-context.ts';
import { conditionAgain } from './condition-again.ts';
import { hasLines, shortenedLanding, type Taken } from './shortened-landing.ts';
import { judge } from './judge.ts';

const name = 'does not use later weeks';
const line: typeof lineColumn = '__line';

/**
 * Takes the rows of the weeks after `cutoff` out of the files that tell what has happened, conditions every source that reads
 * these files again, and holds what a model could have seen at the cutoff against what it sees of it today. A conditioner that puts
 * something of a later row into an earlier one, or what happened into a column that counts as known ahead, makes a difference.
 */
export async function laterWeeksTests(
  cutoff: Week,
  listings: ReadonlyMap<string, readonly ConditionedFile[]>,
  context: JobContext,
): Promise<ValidationTest[]> {
  const { sources } = context.project;
  const taken = await linesAfter(cutoff, sources, listings, context);
  const reading = sources.filter(({ name: source }) => listings.get(source)?.some(({ path }) => taken.has(path)));
  const landing = shortenedLanding(context.landing, taken);
  const tests: ValidationTest[] = [];
  for (const source of reading) {
    const { test } = judge('data', source.name);
    const before = await visible(
      source,
      await conditionAgain(context, source.name, 'shortened', landing),
      cutoff,
      context,
    );
    const today = await visible(source, listings.get(source.name) ?? [], cutoff, context);
    const difference = firstDifference(source, before, today);
    const detail = `${today.size} rows to ${cutoff} stay as they are without the weeks after it`;
    tests.push(
      test(name, difference === undefined, difference === undefined ? detail : `${difference} (cutoff ${cutoff})`),
    );
  }
  return tests;
}

/** Lines of rows of weeks after the cutoff, by file; of a file that has no others, the whole. */
async function linesAfter(
  cutoff: Week,
  sources: readonly LoadedSource[],
  listings: ReadonlyMap<string, readonly ConditionedFile[]>,
  context: JobContext,
): Promise<Taken> {
  const taken = new Map<string, Set<number> | 'whole'>();
  for (const { name: source, kind } of sources) {
    if (sourceKindFacts[kind].known !== 'afterwards') continue;
    for (const file of listings.get(source) ?? []) {
      const rows = await read(file, context);
      const lines = rows[line] as Float64Array;
      const weeks = rows['week'] as readonly string[];
      const later = [...lines].filter((number, row) => !Number.isNaN(number) && (weeks[row] ?? '') > cutoff);
      if (later.length > 0 && later.length === lines.length) taken.set(file.path, 'whole');
      else if (later.length > 0 && hasLines(file.path)) {
        const before = taken.get(file.path);
        taken.set(file.path, new Set([...(before instanceof Set ? before : []), ...later]));
      }
    }
  }
  return taken;
}

/** What a model of the cutoff may see of a source: rows by their key, as text. */
async function visible(
  source: LoadedSource,
  files: readonly ConditionedFile[],
  cutoff: Week,
  context: JobContext,
): Promise<Map<string, string>> {
  const { horizonWeeks } = context.project.resolved;
  const last = sourceKindFacts[source.kind].known === 'ahead' ? addWeeks(cutoff, horizonWeeks) : cutoff;
  const keys = keyColumns(source);
  const rows = new Map<string, string>();
  for (const file of files) {
    const columns = await read(file, context);
    const names = Object.keys(columns).filter((column) => column !== line);
    for (let row = 0; row < rowCount(columns); row += 1) {
      const day = String(columns['week']?.[row] ?? columns['date']?.[row] ?? '');
      if (day > last) continue;
      const at = (column: string): string => `${column} ${String(columns[column]?.[row] ?? '')}`;
      rows.set(keys.map(at).join(', '), names.map(at).join(', '));
    }
  }
  return rows;
}

function firstDifference(
  { kind }: LoadedSource,
  before: ReadonlyMap<string, string>,
  today: ReadonlyMap<string, string>,
): string | undefined {
  // An item or store that comes with later weeks says nothing about earlier ones.
  const mayGrow = sourceKindFacts[kind].known === 'always';
  for (const [key, row] of today) {
    const earlier = before.get(key);
    if (earlier === row || (earlier === undefined && mayGrow)) continue;
    return earlier === undefined
      ? `without the later weeks there is no row of ${key}`
      : `without the later weeks a row changes: ${row} was ${earlier}`;
  }
  return undefined;
}

async function read(file: ConditionedFile, { store, tables }: JobContext): Promise<Columns> {
  return tables.readParquet(await store.localPath(file.conditioned));
}
