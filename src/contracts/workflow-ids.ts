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

/** Cutoff and number of a cycle, by its id. */
export function partsOfCycleId(cycleId: string): { readonly cutoff: Week; readonly number: number } {
  const [cutoff = '', number] = cycleId.split('/').slice(-2);
  return { cutoff, number: Number(number) };
}

/** `promotion/prod/us-midwest/large/fast/<model version>`: the decision on one challenger. */
export function promotionId(environment: string, segment: Segment, version: string): string {
  return `promotion/${environment}/${segmentName(segment)}/${version}`;
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
