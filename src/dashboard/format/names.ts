import type { Segment } from '../../contracts/segment.ts';

/** `large · fast`: a segment where its region is known. */
export function segmentLabel({ format, velocity }: Pick<Segment, 'format' | 'velocity'>): string {
  return `${format} · ${velocity}`;
}

/** The first digits of a version or hash: enough to tell it from others. */
export function shortVersion(version: string): string {
  return version.slice(0, 8);
}

const causes: Readonly<Record<string, string>> = {
  timer: 'the weekly schedule',
  data: 'new data',
  code: 'new code',
  stale: 'a stale model',
  drift: 'drift',
  request: 'a request',
  backfill: 'a backfill',
};

/** Why a cycle was asked for, in words. */
export function causeLabel(cause: string): string {
  return causes[cause] ?? cause;
}

const retrainCauses: Readonly<Record<string, string>> = {
  'never-trained': 'never trained before',
  data: 'data changed',
  code: 'code changed',
  stale: 'model too old',
  drift: 'data drifted',
  requested: 'requested',
};

/** Why a segment was retrained, in words. */
export function retrainLabel(cause: string): string {
  return retrainCauses[cause] ?? cause;
}

/** A name in code as a sentence begins: `never-published` as `Never published`. */
export function sentenceCase(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
