import { unbounded } from '../features/scaling.ts';
import { MemberFilesError } from '../errors.ts';
import { unpackMember } from '../member-files.ts';
import { layersModelFiles } from './layers-model.ts';
import { readNetworkState } from './network-files.ts';
import type { NetworkContent } from './network-files.ts';
import { clip } from './network-inputs.ts';

/**
 * A fitted network member for use elsewhere: per network a folder with a tfjs layers model, and `inputs.json`, which says how
 * the inputs are made of the feature columns and what the outputs mean.
 *
 * @param files those of `FittedMember.toFiles` of a network member
 * @returns path below the export's folder → bytes
 * @throws MemberFilesError where the files are not a network member's
 */
export function exportNetwork(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const unpacked = unpackMember(files);
  const content = unpacked.content as NetworkContent;
  const member: string | undefined = content.member;
  if (member !== 'network') throw new MemberFilesError('member.json', `it is of the member ${member}, not the network`);
  const state = readNetworkState(content, unpacked);
  const { scaling, attributeScaling, vocabularies, attributes, columns } = state.inputs;
  const folders = state.networks.map(({ view }, i) => `network-${i}-${view}`);
  const column = (name: string, mean: number, deviation: number) => ({ name, mean, deviation });
  const inputs = {
    numeric: [
      ...columns.map((name, j) => {
        const highest = scaling.highest?.[j] ?? unbounded;
        return {
          ...column(name, scaling.mean[j]!, scaling.deviation[j]!),
          ...(highest < unbounded ? { highest } : {}),
        };
      }),
      ...attributes.map((name, j) =>
        column(`store:${name}`, attributeScaling.mean[j]!, attributeScaling.deviation[j]!),
      ),
    ],
    scaling: `(min(value, highest) - mean) / deviation, clipped at ${clip}; 0 where the deviation is 0`,
    categories: vocabularies.map(({ name, labels }) => ({ name, labels: ['(any other)', ...labels] })),
    offset: 'of each network by its view, in log units; see docs/models.md',
    networks: state.networks.map(({ view }, i) => ({ folder: folders[i], view })),
    output: 'log(1 + units); the member forecasts exp(mean over the networks) - 1, not below 0',
    ceiling: state.ceiling,
  };
  const result = new Map<string, Uint8Array>([
    ['inputs.json', new TextEncoder().encode(`${JSON.stringify(inputs, null, 2)}\n`)],
  ]);
  state.networks.forEach(({ weights }, i) => {
    for (const [name, bytes] of layersModelFiles(state.shape, weights)) result.set(`${folders[i]}/${name}`, bytes);
  });
  return result;
}
