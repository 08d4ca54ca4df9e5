import type { AdoptionInput } from '../../contracts/adoption.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import { isRecord, isText } from '../plain-values.ts';
import { refusal } from '../refusals.ts';

/** Texts of an adoption, and how many characters they may have. */
const texts = { version: 100, from: 100, to: 100, by: 200, reason: 1000 } as const;

/**
 * The adoption that a workflow was started with. By hand and not by a schema library: a replay must come to the same answer under every
 * version of the libraries.
 *
 * @throws a refusal with all faults
 */
export function readAdoption(input: unknown): AdoptionInput {
  const given = isRecord(input) ? input : {};
  const faults = [
    ...Object.entries(texts).flatMap(([field, limit]) => {
      const text = given[field];
      const isFit = isText(text) && text.length > 0 && text.length <= limit;
      return isFit ? [] : [`${field}: must be a text of 1 to ${limit} characters`];
    }),
    ...(['boolean', 'undefined'].includes(typeof given['dryRun']) ? [] : ['dryRun: must be true or false']),
    ...Object.keys(given).flatMap((field) => (field in texts || field === 'dryRun' ? [] : [`${field}: is not known`])),
  ];
  if (faults.length > 0) throw refusal(refusalTypes.message, `not an adoption: ${faults.join('; ')}`);
  return given as unknown as AdoptionInput;
}
