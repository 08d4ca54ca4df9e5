import type { FeatureModel } from './features/feature-model.ts';
import { scoringRowsOf } from './features/feature-rows.ts';
import type { RowsRead } from './features/rows-read.ts';
import type { ForecastOrigin, MemberForecast } from './member-forecast.ts';
import type { FittedMember, MemberDiagnostics } from './member-types.ts';
import type { Panel } from './panel.ts';

/** What the state of every fitted member has. */
interface MemberState {
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly features: FeatureModel;
  readonly diagnostics: MemberDiagnostics;
}

/** What is a member's own: its name, the forecast of rows, and its files. */
interface OwnParts<State> extends Pick<FittedMember, 'name' | 'preset'> {
  readonly forecast: (state: State, read: Omit<RowsRead, 'grid'>) => MemberForecast;
  readonly files: (state: State) => Map<string, Uint8Array>;
}

/** A member that forecasts with a fitted state. */
export function stateMember<State extends MemberState>(
  state: State,
  { forecast, files, ...named }: OwnParts<State>,
): FittedMember {
  const predictFrom = (panel: Panel, origins: readonly ForecastOrigin[]): MemberForecast[] =>
    scoringRowsOf(state.features, panel, origins, state.horizonWeeks).map((rows, k) =>
      forecast(state, { panel, cutoffIndex: origins[k]!.cutoffIndex, rows }),
    );
  return {
    ...named,
    diagnostics: state.diagnostics,
    predict: (panel, cutoffIndex, items = state.items) => predictFrom(panel, [{ cutoffIndex, items }])[0]!,
    predictFrom,
    toFiles: () => files(state),
  };
}
