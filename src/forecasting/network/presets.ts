import type { NetworkParameters, NetworkPreset } from '../../contracts/project.ts';
import type { View } from './views.ts';

/** The settings of a network that depend on the kind of series. */
interface PresetSettings {
  /** The offsets of the networks whose mean is the member; the first represents all in the choice of a preset. */
  readonly views: readonly View[];
  readonly dropout: number;
  readonly embeddingWidth: number;
  readonly embeddingDropout: number;
  readonly logErrorShare: number;
}

/** Parameters with nothing left to choose. */
export type NetworkSettings = Omit<NetworkParameters, 'preset' | keyof PresetSettings> & PresetSettings;

/**
 * `erratic` regularises hard and minimises relative error; `steady` starts from the recent level, with wider embeddings and a
 * loss halfway to the median; `mixed` trusts the rows more: little dropout, wider embeddings. See docs/models.md for what each
 * is worth where.
 */
const presets: Readonly<Record<NetworkPreset, PresetSettings>> = {
  erratic: {
    views: ['driver-effect', 'long-level'],
    dropout: 0.25,
    embeddingWidth: 4,
    embeddingDropout: 0.2,
    logErrorShare: 0,
  },
  mixed: {
    views: ['driver-effect', 'long-level'],
    dropout: 0.1,
    embeddingWidth: 8,
    embeddingDropout: 0.1,
    logErrorShare: 0.25,
  },
  steady: {
    views: ['recent-level', 'long-level'],
    dropout: 0.25,
    embeddingWidth: 8,
    embeddingDropout: 0.1,
    logErrorShare: 0.5,
  },
};

/** A preset's settings, except those the parameters give themselves. */
export function settingsOf(parameters: NetworkParameters, preset: NetworkPreset): NetworkSettings {
  const { preset: _, ...given } = parameters;
  const settings = presets[preset];
  return {
    ...given,
    views: settings.views,
    dropout: given.dropout ?? settings.dropout,
    embeddingWidth: given.embeddingWidth ?? settings.embeddingWidth,
    embeddingDropout: given.embeddingDropout ?? settings.embeddingDropout,
    logErrorShare: given.logErrorShare ?? settings.logErrorShare,
  };
}
