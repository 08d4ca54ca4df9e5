import type { NetworkPreset } from '../../contracts/project.ts';
import type { FeatureModel } from '../features/feature-model.ts';
import type { MemberDiagnostics } from '../member-types.ts';
import type { InputModel } from './network-inputs.ts';
import type { NetworkShape, NetworkWeights } from './trainer.ts';
import type { View } from './views.ts';

/** One trained network of a member. */
interface ViewNetwork {
  readonly view: View;
  readonly weights: NetworkWeights;
}

/** Everything a fitted network member forecasts with: the mean of its networks in logs. */
export interface NetworkState {
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModel;
  readonly inputs: InputModel;
  readonly shape: NetworkShape;
  readonly preset: NetworkPreset;
  readonly networks: readonly ViewNetwork[];
  /** Log units no forecast exceeds. */
  readonly ceiling: number;
  readonly diagnostics: MemberDiagnostics;
}
