import type { RepeatedKeys } from '../../contracts/dataset.ts';
import { addWeeks, type Week } from '../../contracts/week.ts';

/** Share of a week's store × item that has to come again for the week to count: corrections touch few rows, parts touch most. */
const coveredShare = 0.2;
/** Weeks to either side whose level a week is compared with. */
const nearbyWeeks = 6;

/** What the rows of one week are by either reading. */
class WeekOfKeys {
  /** Store × item with a row, and those of them that came again in a file that corrects none by its name. */
  keys = 0;
  again = 0;
  /** Units where the last file holds, and where files add up. */
  last = 0;
  sum = 0;
  /** From each row of a key to the next: change either way, its sum, the larger of both values. */
  moved = 0;
  net = 0;
  larger = 0;
  /** The first two files that met. */
  files: readonly [number, number] | undefined;
}

/** Gathers, week by week, what distinguishes corrections from parts where keys come in several files. */
export class RepeatedKeyCounter {
  readonly #weeks: readonly WeekOfKeys[];
  readonly #first: Week;
  readonly #cells: number;
  #isAgain: Uint8Array | undefined;

  /** @param cells of the grid that rows are put into */
  constructor(weeks: readonly Week[], cells: number) {
    this.#weeks = weeks.map(() => new WeekOfKeys());
    this.#first = weeks[0] ?? '';
    this.#cells = cells;
  }

  /** The first row of a key. */
  first(week: number, units: number): void {
    const counts = this.#weeks[week]!;
    counts.keys += 1;
    counts.last += units;
    counts.sum += units;
  }

  /** A row of a file that says by its name that it corrects the file of the row before. */
  corrected(week: number, old: number, units: number): void {
    this.#weeks[week]!.last += units - old;
    this.#weeks[week]!.sum += units - old;
  }

  /** A row whose key came in another file before. */
  again(cell: number, week: number, files: readonly [number, number], old: number, units: number): void {
    const counts = this.#weeks[week]!;
    this.#isAgain ??= new Uint8Array(this.#cells);
    if (this.#isAgain[cell] === 0) {
      this.#isAgain[cell] = 1;
      counts.again += 1;
    }
    counts.files ??= files;
    counts.moved += Math.abs(units - old);
    counts.net += units - old;
    counts.larger += Math.max(old, units);
    counts.last += units - old;
    counts.sum += units;
  }

  /** The result; `undefined` where no week is covered by keys that came again. */
  result(paths: readonly string[]): Omit<RepeatedKeys, 'taken'> | undefined {
    const isCovered = this.#weeks.map(({ keys, again }) => keys > 0 && again >= coveredShare * keys);
    const covered = [...isCovered.keys()].filter((week) => isCovered[week]);
    const [example] = covered;
    if (example === undefined) return undefined;
    const total = (of: (week: WeekOfKeys) => number) => covered.reduce((sum, week) => sum + of(this.#weeks[week]!), 0);
    const moved = total((week) => week.moved);
    const larger = total((week) => week.larger);
    const [from, by] = this.#weeks[example]!.files!;
    return {
      weeks: covered.length,
      ofWeeks: this.#weeks.filter(({ keys }) => keys > 0).length,
      example: { week: addWeeks(this.#first, example), files: [paths[from]!, paths[by]!] },
      changed: larger === 0 ? 0 : moved / larger,
      oneWay: moved === 0 ? 0 : Math.abs(total((week) => week.net)) / moved,
      ...this.#levels(covered, isCovered),
    };
  }

  /** Units of the covered weeks over those of weeks nearby that came once, geometric means; empty where there are none of these. */
  #levels(covered: readonly number[], isCovered: readonly boolean[]): Pick<RepeatedKeys, 'lastLevel' | 'sumLevel'> {
    let [count, last, sum] = [0, 0, 0];
    for (const week of covered) {
      const around = this.#weeks
        .slice(Math.max(0, week - nearbyWeeks), week + nearbyWeeks + 1)
        .filter(({ keys }, index) => keys > 0 && !isCovered[Math.max(0, week - nearbyWeeks) + index]);
      const level = around.reduce((all, one) => all + one.sum, 0) / around.length;
      const here = this.#weeks[week]!;
      if (!(level > 0) || !(here.last > 0)) continue;
      count += 1;
      last += Math.log(here.last / level);
      sum += Math.log(here.sum / level);
    }
    return count === 0 ? {} : { lastLevel: Math.exp(last / count), sumLevel: Math.exp(sum / count) };
  }
}
