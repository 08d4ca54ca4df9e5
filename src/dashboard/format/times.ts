const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  ...({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const),
});
const withYear = new Intl.DateTimeFormat('en-GB', {
  ...({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
});

/** `29 Nov, 12:03`; with the year where it is not this one. */
export function moment(at: string | Date, now = new Date()): string {
  const date = new Date(at);
  return (date.getFullYear() === now.getFullYear() ? dayAndTime : withYear).format(date);
}

/** `12:03:05` */
export function clock(at: string | Date): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** `4 min 12 s`, `2 h 5 min`, `3 days`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joined(hours, 'h', minutes % 60, 'min');
  return `${Math.round(hours / 24)} days`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `5 min ago`, `in 3 days`. */
export function fromNow(at: string | Date, now = new Date()): string {
  const difference = new Date(at).getTime() - now.getTime();
  const size = Math.abs(difference);
  if (size < 60_000) return difference < 0 ? 'just now' : 'in less than a minute';
  // Seconds change too fast to be read.
  const text = size < 3_600_000 ? `${Math.floor(size / 60_000)} min` : duration(size);
  return difference < 0 ? `${text} ago` : `in ${text}`;
}
