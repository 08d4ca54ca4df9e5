import { promotionsByVersion, shortVersion } from '../../format/names.ts';

/** Facts of an audit record in a line: a reason first, then `name: value` of what is short enough to be read. */
export function factsInWords(facts: unknown): string {
  if (typeof facts !== 'object' || facts === null) return facts === null || facts === undefined ? '' : wordOf(facts);
  const entries = Object.entries(facts as Readonly<Record<string, unknown>>);
  return (
    entries
      // Its version and subject say which promotion it is.
      .filter(([name]) => name !== 'promotion')
      .toSorted(([a], [b]) => Number(b === 'reason') - Number(a === 'reason'))
      .flatMap(([name, value]) => {
        const word = wordOf(value);
        return word === '' ? [] : [name === 'reason' ? `“${word}”` : `${name}: ${word}`];
      })
      .join(' · ')
  );
}

function wordOf(value: unknown): string {
  // A hash by its first digits: the record has all of them.
  if (typeof value === 'string')
    return /^[0-9a-f]{16,}$/.test(value) ? shortVersion(value) : promotionsByVersion(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value.join(', ') : '';
  return '';
}
