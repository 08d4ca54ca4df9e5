import { hashOf } from '../../datasets/hash.ts';
import type { Panel } from '../../forecasting/index.ts';
import { canonicalJson } from '../../registry/canonical-json.ts';

/** SHA-256 of all that a panel of `panelUntil` holds: panels with the same digest give the same fits. */
export function panelDigest(panel: Panel): string {
  const { units, knownAhead, observed, storeAttributes, seriesStore, seriesItem, ...rest } = panel;
  const columns = Object.entries({ knownAhead, observed, storeAttributes }).flatMap(([kind, named]) =>
    Object.entries(named)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, values]) => [`${kind}/${name}`, bytesOf(values)]),
  );
  return hashOf([canonicalJson(rest), bytesOf(seriesStore), bytesOf(seriesItem), bytesOf(units), ...columns]);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
