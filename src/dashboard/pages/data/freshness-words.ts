import type { AnswerOf } from '../../../app/operations.ts';
import type { Tone } from '../../parts/tone.ts';

export type RegionFreshness = AnswerOf<'datasets.freshness'>[number];
export type SourceFreshness = RegionFreshness['sources'][number];

/** Every way a source may stand, the worst first. */
const freshnessLooks: Readonly<Record<SourceFreshness['state'], { readonly tone: Tone; readonly words: string }>> = {
  missing: { tone: 'bad', words: 'nothing came' },
  late: { tone: 'warn', words: 'late' },
  fresh: { tone: 'good', words: 'fresh' },
  undated: { tone: 'calm', words: 'not weekly' },
};

/** How a source stands in a word or two: a failed check shows even where it is fresh. */
export function standOf({
  state,
  failed,
  weeksBehind = 0,
}: Pick<SourceFreshness, 'state' | 'failed' | 'weeksBehind'>): {
  readonly tone: Tone;
  readonly words: string;
} {
  const looks = freshnessLooks[state];
  if (state === 'late') return { ...looks, words: `${weeksBehind} ${weeksBehind === 1 ? 'week' : 'weeks'} behind` };
  if (failed > 0 && looks.tone !== 'bad') {
    return { tone: 'warn', words: `${failed} ${failed === 1 ? 'check' : 'checks'} failed` };
  }
  return looks;
}

const order: readonly Tone[] = ['bad', 'warn', 'busy', 'good', 'calm'];

/** How bad the worst source of a region is: smaller is worse; a region without data is the worst. */
export function worstOf({ sources }: Pick<RegionFreshness, 'sources'>): number {
  return sources.length === 0 ? -1 : Math.min(...sources.map((source) => order.indexOf(standOf(source).tone)));
}

/** One sentence on all regions. */
export function freshnessSummary(regions: readonly RegionFreshness[]): string {
  const begun = regions.filter(({ dataset }) => dataset !== undefined);
  const good = begun.filter((region) => worstOf(region) >= order.indexOf('good')).length;
  const without = regions.length - begun.length;
  return [
    `${good} of ${regions.length} ${regions.length === 1 ? 'region has' : 'regions have'} every source fresh and every check passed`,
    ...(without === 0 ? [] : [`${without} had no cycle yet`]),
  ].join('; ');
}
