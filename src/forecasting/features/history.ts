/** Observed weeks a series needs up to a cutoff before a member forecasts it or learns from it. */
export const minimumHistoryWeeks = 8;
