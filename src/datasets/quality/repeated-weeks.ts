import type { RepeatedKeys, SourceQuality } from '../../contracts/dataset.ts';
import type { RepeatedWeek } from '../../contracts/project.ts';

/** How much nearer, as a log ratio, one reading has to bring weeks to the level of those near them. */
const nearer = 0.1;
/** Change of the units, as a share of them, below which rows say the same again. */
const leastChange = 0.05;
/** Change above which rows that move both ways are no restatement of one another. */
const otherUnits = 0.1;
const bothWays = 0.8;

/**
 * What files look like that share keys. Corrections repeat units, move them one way, or leave the week at the level of the weeks near
 * it; parts have units of their own, and only their sum is at that level.
 */
function looksLike(repeated: Omit<RepeatedKeys, 'taken'>): RepeatedWeek | 'unclear' {
  const { changed, oneWay, lastLevel, sumLevel } = repeated;
  if (changed < leastChange) return 'corrections';
  if (lastLevel !== undefined && sumLevel !== undefined) {
    const [last, sum] = [Math.abs(Math.log(lastLevel)), Math.abs(Math.log(sumLevel))];
    if (Math.abs(last - sum) < nearer) return 'unclear';
    return last < sum ? 'corrections' : 'parts';
  }
  return changed >= otherUnits && oneWay <= bothWays ? 'parts' : 'unclear';
}

/** What `repeatedWeek` gets wrong, in words; `undefined` where there is no sign against it. */
export function repeatedWeekFault({
  repeatedKeys: repeated,
  copies = [],
  repeats = [],
}: SourceQuality): string | undefined {
  const faults: string[] = [];
  if (repeated && looksLike(repeated) === other(repeated.taken)) faults.push(wrongChoice(repeated));
  const [copy] = copies;
  if (copy) {
    faults.push(
      `${copy.path} has the same content as ${copy.of}${more(copies.length, 'such files')} and is counted once: ` +
        `take it out of landing, or give rows their date if both are deliveries of their own`,
    );
  }
  const [repeat] = repeats;
  if (repeat) {
    faults.push(
      `${repeat.same} of ${repeat.rows} rows of ${repeat.path} are those of ${repeat.of}${more(repeats.length, 'such files')}, ` +
        `and are added to them: if it corrects that file, name it after it with "-corrected"`,
    );
  }
  return faults.length === 0 ? undefined : faults.join('; ');
}

function wrongChoice({ taken, weeks, ofWeeks, example, lastLevel, sumLevel }: RepeatedKeys): string {
  const where = `${weeks} of ${ofWeeks} weeks come in several files, as ${example.week} in ${example.files.join(' and ')}`;
  const [read, meant] =
    taken === 'corrections'
      ? ['the last file holds', 'their units look like parts of a week']
      : ['they are added up', 'later files look like corrections of earlier ones'];
  const level =
    lastLevel === undefined || sumLevel === undefined
      ? ''
      : ` (against weeks nearby ${percent(lastLevel)} by the last file, ${percent(sumLevel)} added up)`;
  return `${where}; ${read}, but ${meant}${level}: if so, set repeatedWeek: '${other(taken)}' for the source`;
}

function other(taken: RepeatedWeek): RepeatedWeek {
  return taken === 'parts' ? 'corrections' : 'parts';
}

function more(count: number, what: string): string {
  return count === 1 ? '' : ` (${count} ${what})`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
