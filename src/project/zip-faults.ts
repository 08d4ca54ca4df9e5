import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';

/** Weather is per zip code: without one per store it can't be told whose it is. */
export function zipFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  if (!sources.some(({ source }) => source.kind === 'weather')) return [];
  return sources
    .filter(({ source }) => source.kind === 'stores')
    .flatMap(({ path, columns }): ConfigFault[] => {
      const zip = columns.find(({ name }) => name === 'zip');
      if (!zip) {
        return [{ path: `${path}.row`, message: 'needs the text column "zip": weather is joined to stores by it' }];
      }
      return zip.type === 'text' ? [] : [{ path: `${path}.row.zip`, message: 'must be a text, as in weather' }];
    });
}
