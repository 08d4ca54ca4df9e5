import type { Aim } from '../../contracts/project.ts';

/** What `lossOf` gives, in words. */
export const aimNames: Readonly<Record<Aim, string>> = {
  balanced: '(MAPE + WAPE) / 2',
  mape: 'MAPE',
  wape: 'WAPE',
  unbiased: '(MAPE + WAPE) / 2',
};

export function percent(share: number | null): string {
  return share === null ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
