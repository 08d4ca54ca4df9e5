import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';

/** Weather is per zip code: without one per store it is unknown which store it is for. */
export function zipFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  if (!sources.some(({ source }) => source.kind === 'weather')) return [];
  const stores = sources.filter(({ source }) => source.kind === 'stores');
  const zips = stores.flatMap(({ path, columns }) => {
    const zip = columns.find(({ name }) => name === 'zip');
    return zip ? [{ path, type: zip.type }] : [];
  });
  if (stores.length > 0 && zips.length === 0) {
    const message = 'needs the text column "zip": weather is joined to stores by it';
    return [{ path: `${stores[0]!.path}.row`, message }];
  }
  return zips.flatMap(({ path, type }) =>
    type === 'text' ? [] : [{ path: `${path}.row.zip`, message: 'must be a text, as in weather' }],
  );
}
