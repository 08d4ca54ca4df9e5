/** Room for a week's name, pixels. */
const nameWidth = 70;

/** An axis of weeks that names weeks of the data alone: all of them, or every second, third and so on, as there is room. */
export function weekAxis(weeks: readonly string[], width: number) {
  const each = [...new Set(weeks)].sort();
  const step = Math.max(1, Math.ceil((each.length * nameWidth) / width));
  const ticks = each.filter((_, index) => index % step === 0).map((week) => new Date(week));
  return { label: null, type: 'utc' as const, tickFormat: '%d %b', ticks };
}
