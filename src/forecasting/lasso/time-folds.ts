/** One fold of a time-ordered cross-validation, as inclusive bounds on the weeks of the rows. */
export interface TimeFold {
  readonly trainUntil: number;
  readonly validateFrom: number;
  readonly validateUntil: number;
}

/**
 * Folds over the later half of the weeks, oldest first; each trains on everything before its validation weeks except for a gap.
 *
 * @param gapWeeks weeks left out between training and validation: horizon − 1 keeps every training target at or before the
 *   cutoff of every validation row
 */
export function timeFolds(firstWeek: number, lastWeek: number, nFolds: number, gapWeeks: number): TimeFold[] {
  const weeks = lastWeek - firstWeek + 1;
  const start = firstWeek + Math.ceil(weeks / 2);
  const edge = (k: number) => start + Math.round(((lastWeek + 1 - start) * k) / nFolds);
  return Array.from({ length: nFolds }, (_, k) => ({
    trainUntil: edge(k) - 1 - gapWeeks,
    validateFrom: edge(k),
    validateUntil: edge(k + 1) - 1,
  })).filter((fold) => fold.validateUntil >= fold.validateFrom && fold.trainUntil >= firstWeek);
}
