import type { NetworkPreset } from './project.ts';

/** Why a fit has the preset it has. JSON-serialisable. */
export interface PresetChoice {
  readonly preset: NetworkPreset;
  readonly reason: 'given' | 'too little history' | 'least error' | 'not clearly worse than the least';
  /** Errors of every preset on the same held-out rows, as shares; empty where nothing was tried. */
  readonly trials: readonly PresetTrial[];
}

export interface PresetTrial {
  readonly preset: NetworkPreset;
  readonly mape: number | null;
  readonly wape: number | null;
  /** What the task aims at; by default the mean of both. */
  readonly score: number;
  /** The same per held-out week, in order. */
  readonly weekScores: readonly number[];
}
