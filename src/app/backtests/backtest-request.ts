import { z } from 'zod';
import type { BacktestSettings } from '../../contracts/backtest.ts';
import type { ChangedOption } from '../../contracts/option-setting.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { velocities } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import { checkedWeek } from '../checked-week.ts';
import { selectRegions } from '../of-project.ts';
import { refusal } from '../refusal.ts';
import { attributeOf } from './attribute-of.ts';

const atLeastOne = z.int().min(1).exactOptional();

/** What may be said about a backtest; what is left out the project says. */
export const wishesShape = {
  regions: z.array(z.string()).readonly().exactOptional(),
  /** `format/velocity` each. Default: all. */
  segments: z.array(z.string()).readonly().exactOptional(),
  /** Last week of data to use. Default: the last week with shipments, by region. */
  cutoff: z.string().exactOptional(),
  windows: atLeastOne,
  stepSizeWeeks: atLeastOne,
  /** The members are fitted at every n-th window; 1 fits at each. */
  refitEvery: atLeastOne,
  horizonWeeks: atLeastOne,
  /** A grouping, which needs no work of its own; or the name of a store attribute to measure errors by as well. */
  by: z.string().exactOptional(),
};
type BacktestWishes = z.infer<z.ZodObject<typeof wishesShape>>;

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

/** Completes wishes from the project's own settings. Throws `Refusal` on what the project has not. */
export function backtestRequest(
  project: ResolvedProject,
  wishes: BacktestWishes,
  options: readonly ChangedOption[] = [],
): BacktestRequest {
  const { backtest } = project;
  return {
    regions: selectRegions(
      project.regions.map(({ name }) => name),
      wishes.regions,
    ),
    segments: selectSegments(project.formats, wishes.segments),
    cutoff: wishes.cutoff === undefined ? undefined : checkedWeek(project, wishes.cutoff),
    settings: {
      nWindows: wishes.windows ?? backtest.nWindows,
      // Windows of another horizon follow each other without a gap, as those of the project do by default.
      stepSizeWeeks: wishes.stepSizeWeeks ?? wishes.horizonWeeks ?? backtest.stepSizeWeeks,
      refitEvery: wishes.refitEvery ?? backtest.refitEvery,
      horizonWeeks: wishes.horizonWeeks ?? project.horizonWeeks,
    },
    options,
    attribute: wishes.by === undefined ? undefined : attributeOf(project, wishes.by),
  };
}

function selectSegments(formats: readonly string[], asked: readonly string[] | undefined) {
  const known = formats.flatMap((format) => velocities.map((velocity) => `${format}/${velocity}`));
  const unknown = asked?.find((segment) => !known.includes(segment));
  if (unknown !== undefined) throw refusal('unknown-segment', { segment: unknown, known });
  return asked;
}
