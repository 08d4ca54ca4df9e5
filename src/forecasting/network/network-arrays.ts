import type { FloatArray, UnpackedMember } from '../member-files.ts';
import { inputWidth } from './initial-weights.ts';
import type { NetworkShape, NetworkWeights } from './trainer.ts';

/** The arrays of a network by name: `<prefix>/embedding/<e>`, `<prefix>/kernel/<layer>`, `<prefix>/bias/<layer>`. */
export function networkArrays(prefix: string, { embeddings, dense }: NetworkWeights): [string, FloatArray][] {
  return [
    ...embeddings.map((table, e): [string, FloatArray] => [`${prefix}/embedding/${e}`, table]),
    ...dense.flatMap(({ kernel, bias }, layer): [string, FloatArray][] => [
      [`${prefix}/kernel/${layer}`, kernel],
      [`${prefix}/bias/${layer}`, bias],
    ]),
  ];
}

/** @throws MemberFilesError where an array is absent */
export function readNetworkArrays(prefix: string, shape: NetworkShape, files: UnpackedMember): NetworkWeights {
  const widths = [inputWidth(shape), ...shape.hiddenUnits, 1];
  return {
    embeddings: shape.embeddings.map((_, e) => files.float32(`${prefix}/embedding/${e}`)),
    dense: widths.slice(1).map((outputs, layer) => ({
      inputs: widths[layer]!,
      outputs,
      kernel: files.float32(`${prefix}/kernel/${layer}`),
      bias: files.float32(`${prefix}/bias/${layer}`),
    })),
  };
}
