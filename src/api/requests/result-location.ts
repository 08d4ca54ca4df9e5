import { apiRoot } from '../openapi.ts';

/** Where to see what happens to something that was only asked for: its trigger, or the cycle it is about. */
export function resultLocation(input: object, answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { environment, to } = input as { readonly environment?: string; readonly to?: string };
  const { triggerId, cycleId } = answer as { readonly triggerId?: string; readonly cycleId?: string };
  const of = environment ?? to;
  if (of === undefined) return undefined;
  const root = `${apiRoot}/environments/${encodeURIComponent(of)}`;
  if (triggerId !== undefined) return `${root}/triggers/${encodeURIComponent(triggerId)}`;
  return cycleId === undefined ? undefined : `${root}/cycles/${encodeURIComponent(cycleId)}`;
}
