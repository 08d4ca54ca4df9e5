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

/** `1,234.5` units, with as many digits as tell something; `-` where the figure is not defined. */
export function units(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}
