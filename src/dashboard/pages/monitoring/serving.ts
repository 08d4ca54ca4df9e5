import type { AnswerOf } from '../../../app/operations.ts';

type Forecast = AnswerOf<'forecasts.list'>[number];
type Champion = AnswerOf<'models.list'>['models'][number]['record'];

/** What forecasts a segment, and how old it is. */
export interface Serving {
  /** `format/velocity` */
  readonly segment: string;
  /** A model's version, or the name of a fallback. */
  readonly by: string;
  /** `stand-in`: neither the champion nor another model: a fallback. `other model`: a challenger, or a champion of before. */
  readonly as: 'champion' | 'other model' | 'stand-in';
  readonly champion?: { readonly version: string; readonly trainedTo: string };
  /** From the champion's last week of training to the last week of the forecast's data. */
  readonly ageDays?: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** What serves each segment of a region's newest forecast, stand-ins first, then the oldest champion. */
export function servingOf({ scoredBy, cutoff }: Forecast, champions: readonly Champion[]): readonly Serving[] {
  return Object.entries(scoredBy)
    .map(([segment, by]): Serving => {
      const champion = champions.find((one) => `${one.segment.format}/${one.segment.velocity}` === segment);
      const as = !/^[0-9a-f]{8,}$/.test(by) ? 'stand-in' : champion?.version === by ? 'champion' : 'other model';
      if (!champion) return { segment, by, as };
      const { version, trainingCutoff: trainedTo } = champion;
      const ageDays = Math.round((Date.parse(cutoff) - Date.parse(trainedTo)) / dayMs);
      return { segment, by, as, champion: { version, trainedTo }, ageDays };
    })
    .toSorted((a, b) => ranks[a.as] - ranks[b.as] || (b.ageDays ?? 0) - (a.ageDays ?? 0));
}

const ranks: Readonly<Record<Serving['as'], number>> = { 'stand-in': 0, 'other model': 1, champion: 2 };
