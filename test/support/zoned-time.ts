/** The instant at which clocks in a time zone show a date and time. */
export function instantAt(date: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const shown = (instant: number): number => {
    const parts = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    }).formatToParts(instant);
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
    return Date.parse(
      `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
    );
  };
  // Twice, since the offset at the first guess may be that of the other side of a change.
  let instant = wall - (shown(wall) - wall);
  instant -= shown(instant) - wall;
  return new Date(instant);
}
