import type { NetworkPreset } from '../../contracts/project.ts';
import type { FeatureModelContent } from '../features/feature-files.ts';
import { featureModelArrays, featureModelContent, readFeatureModel } from '../features/feature-files.ts';
import { packMember } from '../member-files.ts';
import type { FloatArray, UnpackedMember } from '../member-files.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import { networkArrays, readNetworkArrays } from './network-arrays.ts';
import type { Vocabulary } from './network-inputs.ts';
import type { NetworkState } from './network-state.ts';
import type { NetworkShape } from './trainer.ts';
import type { View } from './views.ts';

/**
 * The JSON part of a network member. 64-bit arrays: `mean`, `deviation`, `highest`, `attribute-mean`, `attribute-deviation`; 32-bit
 * arrays of network `i`: `<i>/embedding/<e>`, `<i>/kernel/<layer>`, `<i>/bias/<layer>`.
 */
export interface NetworkContent {
  readonly member: 'network';
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModelContent;
  readonly columns: readonly string[];
  readonly vocabularies: readonly Vocabulary[];
  readonly attributes: readonly string[];
  readonly shape: NetworkShape;
  readonly preset: NetworkPreset;
  readonly views: readonly View[];
  readonly ceiling: number;
  readonly diagnostics: MemberDiagnostics;
}

export function networkFiles(state: NetworkState): Map<string, Uint8Array> {
  const { columns, scaling, attributeScaling, vocabularies, attributes } = state.inputs;
  const arrays = new Map<string, FloatArray>(featureModelArrays(state.features));
  arrays.set('mean', scaling.mean).set('deviation', scaling.deviation);
  if (scaling.highest) arrays.set('highest', scaling.highest);
  arrays.set('attribute-mean', attributeScaling.mean).set('attribute-deviation', attributeScaling.deviation);
  state.networks.forEach(({ weights }, i) => {
    for (const [name, array] of networkArrays(`${i}`, weights)) arrays.set(name, array);
  });
  const content: NetworkContent = {
    member: 'network',
    items: state.items,
    horizonWeeks: state.horizonWeeks,
    features: featureModelContent(state.features),
    columns,
    vocabularies,
    attributes,
    shape: state.shape,
    preset: state.preset,
    views: state.networks.map(({ view }) => view),
    ceiling: state.ceiling,
    diagnostics: state.diagnostics,
  };
  return packMember(content, arrays);
}

export function readNetworkState(content: NetworkContent, files: UnpackedMember): NetworkState {
  const { items, horizonWeeks, columns, vocabularies, attributes, shape, ceiling, diagnostics } = content;
  return {
    items,
    horizonWeeks,
    features: readFeatureModel(content.features, files),
    inputs: {
      columns,
      scaling: {
        mean: files.float64('mean'),
        deviation: files.float64('deviation'),
        highest: files.float64('highest'),
      },
      vocabularies,
      attributes,
      attributeScaling: { mean: files.float64('attribute-mean'), deviation: files.float64('attribute-deviation') },
    },
    shape,
    preset: content.preset,
    networks: content.views.map((view, i) => ({ view, weights: readNetworkArrays(`${i}`, shape, files) })),
    ceiling,
    diagnostics,
  };
}
