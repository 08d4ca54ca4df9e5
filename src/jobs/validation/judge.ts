import type { ValidationGroup, ValidationTest } from '../../contracts/validation.ts';

/** Makes the tests of one subject. */
export interface Judge {
  readonly test: (name: string, passed: boolean, detail: string) => ValidationTest;
  readonly skip: (name: string, reason: string) => ValidationTest;
}

export function judge(group: ValidationGroup, subject: string): Judge {
  return {
    test: (name, passed, detail) => ({ group, subject, name, state: passed ? 'passed' : 'failed', detail }),
    skip: (name, detail) => ({ group, subject, name, state: 'skipped', detail }),
  };
}

/** `36.2%` of a share, `-` where there is none. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : `${(100 * share).toFixed(1)}%`;
}
