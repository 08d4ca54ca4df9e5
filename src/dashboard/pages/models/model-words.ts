import type { AnswerOf } from '../../../app/operations.ts';
import type { Tone } from '../../parts/tone.ts';

export type RegisteredModel = AnswerOf<'models.list'>['models'][number];

/** Every stage of a model, with its tone. */
export const stageTones: Readonly<Record<RegisteredModel['stage'], Tone>> = {
  champion: 'good',
  challenger: 'busy',
  archived: 'calm',
  retired: 'warn',
};

/** What a person typed as a filter, `name=value`, as the operation takes it; nothing while it is not complete. */
export function tagsOf(text: string): { readonly tags?: Record<string, string> } {
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  return name === undefined || value === undefined ? {} : { tags: { [name]: value } };
}
