import type { InputModel } from './network-inputs.ts';
import type { NetworkSettings } from './presets.ts';
import type { NetworkShape } from './trainer.ts';

/** The shape of a network for some inputs. */
export function networkShape(
  inputs: InputModel,
  featureColumns: number,
  { embeddingWidth, hiddenUnits }: Pick<NetworkSettings, 'embeddingWidth' | 'hiddenUnits'>,
): NetworkShape {
  return {
    numericColumns: featureColumns + inputs.attributes.length,
    embeddings: inputs.vocabularies.map(({ name, labels }) => ({ name, size: labels.length + 1 })),
    embeddingWidth,
    hiddenUnits,
  };
}
