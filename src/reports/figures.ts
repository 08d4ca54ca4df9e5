/** `33.5%` of a share; `-` where it is not defined. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : `${(100 * share).toFixed(1)}%`;
}

/** `+2.0%` or `−33.5%` of a share that has a direction; `-` where it is not defined. */
export function signedPercent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '-';
  const size = percent(Math.abs(share));
  return size === '0.0%' ? size : `${share < 0 ? '−' : '+'}${size}`;
}

/** `0.031`, `3.14` or `12,346` units: three significant digits, and all digits of whole numbers; `-` where it is not defined. */
export function units(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  const digits = Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 };
  return value.toLocaleString('en-GB', digits);
}
