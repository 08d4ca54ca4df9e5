import type { BacktestSettings } from '../../contracts/backtest.ts';
import type { ChangedOption } from '../../contracts/option-setting.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { velocities } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import { attributeOf } from './attribute-of.ts';
import { selectRegions } from '../../app/of-project.ts';
import { checkedWeek, UsageError } from '../usage.ts';

/** What the command line may say about a backtest; what it leaves out the project says. */
export interface BacktestWishes {
  readonly region?: readonly string[];
  /** `format/velocity` each. */
  readonly segment?: readonly string[];
  readonly cutoff?: string;
  readonly windows?: number;
  readonly stepSize?: number;
  readonly refitEvery?: number;
  readonly horizon?: number;
  readonly by?: string;
}

/** A backtest that the project can have. */
export interface BacktestRequest {
  readonly regions: readonly string[];
  /** `format/velocity` each; left out, all. */
  readonly segments: readonly string[] | undefined;
  /** Last week of data to use; left out, each region's latest. */
  readonly cutoff: Week | undefined;
  readonly settings: BacktestSettings;
  /** Options that have another value than the project's. */
  readonly options: readonly ChangedOption[];
  /** Store attribute to measure errors by as well. */
  readonly attribute: string | undefined;
}

/** Completes wishes from the project's own settings. Throws `UsageError` on what the project has not. */
export function backtestRequest(
  project: ResolvedProject,
  wishes: BacktestWishes,
  options: readonly ChangedOption[] = [],
): BacktestRequest {
  const { backtest } = project;
  return {
    regions: selectRegions(
      project.regions.map(({ name }) => name),
      wishes.region,
    ),
    segments: selectSegments(project.formats, wishes.segment),
    cutoff: wishes.cutoff === undefined ? undefined : checkedWeek(project, wishes.cutoff),
    settings: {
      nWindows: wishes.windows ?? backtest.nWindows,
      // Windows of another horizon follow each other without a gap, as those of the project do by default.
      stepSizeWeeks: wishes.stepSize ?? wishes.horizon ?? backtest.stepSizeWeeks,
      refitEvery: wishes.refitEvery ?? backtest.refitEvery,
      horizonWeeks: wishes.horizon ?? project.horizonWeeks,
    },
    options,
    attribute: wishes.by === undefined ? undefined : attributeOf(project, wishes.by),
  };
}

function selectSegments(formats: readonly string[], asked: readonly string[] | undefined) {
  const known = formats.flatMap((format) => velocities.map((velocity) => `${format}/${velocity}`));
  const unknown = asked?.find((segment) => !known.includes(segment));
  if (unknown !== undefined) {
    throw new UsageError(`the project has no segment "${unknown}"; it has ${known.join(', ')}`);
  }
  return asked;
}
