import { segmentName, type Segment } from './segment.ts';
import type { Week } from './week.ts';

/** `region/dev/us-midwest`: the one controller of a region in an environment. */
export function regionControllerId(environment: string, region: string): string {
  return `region/${environment}/${region}`;
}

/** `cycle/dev/us-midwest/2026-11-09/3`: the third cycle the region's controller started. */
export function regionCycleId(environment: string, region: string, cutoff: Week, number: number): string {
  return `cycle/${environment}/${region}/${cutoff}/${number}`;
}

/** What a cycle was about, by its id; `undefined` where a text is no id of a cycle. */
export function cycleNamed(
  id: string,
):
  | { readonly environment: string; readonly region: string; readonly cutoff: Week; readonly number: number }
  | undefined {
  const [kind, environment, region, cutoff, number, ...rest] = id.split('/');
  if (kind !== 'cycle' || rest.length > 0 || !environment || !region || !cutoff || !number) return undefined;
  return { environment, region, cutoff, number: Number(number) };
}

/** Cutoff and number of a cycle, by its id. */
export function partsOfCycleId(cycleId: string): { readonly cutoff: Week; readonly number: number } {
  const [cutoff = '', number] = cycleId.split('/').slice(-2);
  return { cutoff, number: Number(number) };
}

/** `promotion/prod/us-midwest/large/fast/<model version>`: the decision on one challenger. */
export function promotionId(environment: string, segment: Segment, version: string): string {
  return `promotion/${environment}/${segmentName(segment)}/${version}`;
}

/** What a promotion decided on. */
export interface PromotionPlace {
  readonly environment: string;
  readonly region: string;
  readonly version: string;
}

/** What a promotion decided on, by its id; `undefined` where a text is no id of a promotion. */
export function promotionNamed(id: string): PromotionPlace | undefined {
  const [kind, environment, region, format, velocity, version, ...rest] = id.split('/');
  if (kind !== 'promotion' || rest.length > 0 || !environment || !region || !format || !velocity || !version) {
    return undefined;
  }
  return { environment, region, version };
}

/** `adoption/prod/<model version>`: a version that is brought to an environment; of a dry run with `dry-run` at the end. */
export function modelAdoptionId(environment: string, version: string, dryRun = false): string {
  return ['adoption', environment, version, ...(dryRun ? ['dry-run'] : [])].join('/');
}

/** `train/cycle/dev/…/3/us-midwest/large/fast`, of a segment or its name. */
export function segmentTrainingId(cycleId: string, segment: Segment | string): string {
  return `train/${cycleId}/${typeof segment === 'string' ? segment : segmentName(segment)}`;
}

/** `tick/dev/us-midwest`: the Schedule of a region in an environment; its workflows' ids add the nominal instant. */
export function tickScheduleId(environment: string, region: string): string {
  return `tick/${environment}/${region}`;
}

/** `watch/dev`: the Schedule that checks landing for an environment. */
export function watchScheduleId(environment: string): string {
  return `watch/${environment}`;
}

/** The environment in the id of a Schedule. */
export function environmentOfSchedule(scheduleId: string): string | undefined {
  return scheduleId.split('/')[1];
}

/** What a workflow is about, by its id. */
export interface WorkflowPlace {
  readonly environment: string;
  readonly region?: string;
  /** `format/velocity` */
  readonly segment?: string;
}

/** Environment, region and segment in the id of one of our workflows; nothing in another one's. */
export function placeOfWorkflow(workflowId: string): WorkflowPlace | undefined {
  const [kind, environment, region, ...rest] = workflowId.split('/');
  if (environment === undefined) return undefined;
  switch (kind) {
    case 'region':
    case 'cycle':
      return { environment, ...(region === undefined ? {} : { region }) };
    case 'tick':
      // A Schedule adds its nominal instant.
      return { environment, ...(region === undefined ? {} : { region: region.replace(/-\d{4}-\d\d-\d\dT.*$/, '') }) };
    case 'promotion':
      return { environment, ...segmentAt([region, ...rest]) };
    case 'train':
      // `train/cycle/<environment>/<region>/<week>/<n>/<segment>`
      return placeOfTraining(rest, region);
    case 'watch':
      return { environment: environment.replace(/-\d{4}-\d\d-\d\dT.*$/, '') };
    case 'adoption':
      return { environment };
    default:
      return undefined;
  }
}

function placeOfTraining(rest: readonly string[], environment: string | undefined): WorkflowPlace | undefined {
  return environment === undefined ? undefined : { environment, ...segmentAt(rest.slice(3)) };
}

function segmentAt([region, format, velocity]: readonly (string | undefined)[]): Omit<WorkflowPlace, 'environment'> {
  if (region === undefined) return {};
  return { region, ...(format === undefined || velocity === undefined ? {} : { segment: `${format}/${velocity}` }) };
}
