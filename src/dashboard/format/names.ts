import type { Segment } from '../../contracts/segment.ts';
import { cycleNamed, promotionNamed } from '../../contracts/workflow-ids.ts';

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
  'never-trained': 'not trained in full yet',
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
  const words = name.replaceAll('-', ' ').replaceAll(/\bmape\b/g, 'MAPE');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const servers: Readonly<Record<string, string>> = {
  seasonal: 'seasonal fallback',
  baseline: 'mean of the past',
};

/** What forecasts a segment, after `forecast by the`. */
export function serverWords(scoredBy: string): string {
  return servers[scoredBy] ?? scoredBy;
}

/** `large · fast`, of `large/fast`. */
export function segmentWords(segment: string): string {
  return segment.replace('/', ' · ');
}

/** `large · fast`, of `north/large/fast`, where the region is known. */
export function segmentInRegion(name: string): string {
  return segmentWords(name.split('/').slice(-2).join('/'));
}

/** A reason with short versions, and without the ids of the workflows that wait: the pages link to what is to be decided. */
export function reasonInWords(reason: string): string {
  return reason
    .replaceAll(/;? ?promotion\/[^\s;]+/g, '')
    .replaceAll(/\b[0-9a-f]{16}\b/g, (version) => shortVersion(version));
}

/** A text in which ids of promotions are the first digits of the versions that they are about. */
export function promotionsByVersion(text: string): string {
  return text.replaceAll(/\bpromotion\/[^\s;,]+/g, (id) => {
    const promotion = promotionNamed(id);
    return promotion ? shortVersion(promotion.version) : id;
  });
}

/** `cycle of us-midwest, 2026-11-09 no. 3`, by its id. */
export function cycleLabel(cycleId: string): string {
  const cycle = cycleNamed(cycleId);
  return cycle ? `cycle of ${cycle.region}, ${cycle.cutoff} no. ${cycle.number}` : cycleId;
}

/** Who did something, in words: a cycle or a promotion that decided on its own by what it is about. */
export function actorLabel(actor: string): string {
  const promotion = promotionNamed(actor);
  return promotion ? `promotion of ${shortVersion(promotion.version)}` : cycleLabel(actor);
}

/** A message with a capital and a full stop: the server's begin small, as parts of longer ones. */
export function asSentence(message: string): string {
  // The name of a segment or of a person stays as it is.
  const begun = /^\S*[/:]/.test(message) ? message : message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?:]$/.test(begun) ? begun : `${begun}.`;
}

const forecasters: Readonly<Record<string, string>> = {
  ensemble: 'Ensemble',
  lasso: 'LASSO',
  network: 'Network',
  trees: 'Trees',
  seasonal: 'Seasonal',
  baseline: 'Mean of the past (baseline)',
};

/** What forecasts, in words. */
export function forecasterLabel(name: string): string {
  return forecasters[name] ?? name;
}

/** Entries by forecaster: what is published first, its members next, the yardstick last. */
export function byForecaster<Value>(of: Readonly<Record<string, Value>>): [name: string, value: Value][] {
  const order = Object.keys(forecasters);
  return Object.entries(of).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}
