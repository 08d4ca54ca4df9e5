/** `3 objects, 1.2 MB`. */
export function amountText({ objects, bytes }: { readonly objects: number; readonly bytes: number }): string {
  return `${objects} object${objects === 1 ? '' : 's'}, ${sizeText(bytes)}`;
}

/** Bytes in the unit that leaves one to three digits before the point. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`;
}
