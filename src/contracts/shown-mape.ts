import type { ErrorMetrics } from './metrics.ts';

type MapeErrors = Pick<ErrorMetrics, 'mape' | 'flooredMape'>;

/** The plain MAPE is shown while it is at most this many times the one with a floor; the catalogue of models orders by the same rule. */
export const largestPlainMape = 1.1;

/** What a `*` behind a MAPE means. */
export const flooredNote =
  '* MAPE with a floor: weeks that sold less than a tenth of the median week count as that tenth. Rows near zero would decide it otherwise.';

/** Whether a few rows near zero decide the plain MAPE, so that people are shown the one with a floor. */
function isFloored({ mape, flooredMape }: MapeErrors): boolean {
  return typeof mape === 'number' && typeof flooredMape === 'number' && mape > largestPlainMape * flooredMape;
}

function needFloor(all: readonly (MapeErrors | undefined)[]): boolean {
  return all.some((errors) => errors && isFloored(errors));
}

/**
 * The MAPE that people are shown, a share: the plain one, or the one with a floor where rows near zero decide it.
 *
 * @param among what it is compared with: where any of these needs the floor, all have it that were measured with one, since a mix would compare nothing
 */
export function shownMape(
  errors: MapeErrors | undefined,
  among: readonly (MapeErrors | undefined)[] = [errors],
): number | null | undefined {
  return errors && hasFloor(errors, among) ? errors.flooredMape : errors?.mape;
}

/** `36.2%`, or `17.0%*` where it is the one with a floor; see `shownMape`. */
export function mapeText(
  errors: MapeErrors | undefined,
  percent: (share: number | null | undefined) => string,
  among: readonly (MapeErrors | undefined)[] = [errors],
): string {
  return `${percent(shownMape(errors, among))}${errors && hasFloor(errors, among) ? '*' : ''}`;
}

/** Records of earlier code have no floor. */
function hasFloor({ flooredMape }: MapeErrors, among: readonly (MapeErrors | undefined)[]): boolean {
  return typeof flooredMape === 'number' && needFloor(among);
}

/** The note, where any of some errors needs it. */
export function flooredNoteOf(all: readonly (MapeErrors | undefined)[]): string | undefined {
  return needFloor(all) ? flooredNote : undefined;
}

/** One MAPE to compare errors by: the one with a floor for all of them where any needs it, since a mix would compare nothing. */
export function commonMape(all: readonly (MapeErrors | undefined)[]): {
  readonly floored: boolean;
  /** A share; `null` where it is not known, also in records of earlier code without a floor. */
  readonly of: (errors: MapeErrors) => number | null;
} {
  const floored = needFloor(all);
  return { floored, of: ({ mape, flooredMape }) => (floored ? (flooredMape ?? null) : mape) };
}

/**
 * How far a MAPE lies below another one, relative: 0.4 means 40% lower. Where rows near zero decide either, both have their floor. `null`
 * where either is undefined.
 */
export function reductionBetween(reference: MapeErrors | undefined, errors: MapeErrors | undefined): number | null {
  if (!reference || !errors) return null;
  const { of } = commonMape([reference, errors]);
  const [high, low] = [of(reference), of(errors)];
  return high === null || low === null || high === 0 ? null : (high - low) / high;
}
