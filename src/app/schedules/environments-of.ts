import type { ResolvedProject } from '../../contracts/project.ts';
import { refusal } from '../refusal.ts';

/** One environment of a project, or all. Throws `Refusal` where it has no such one. */
export function environmentsOf({ environments }: ResolvedProject, only: string | undefined): readonly string[] {
  const known = Object.keys(environments);
  if (only === undefined) return known;
  if (!environments[only]) throw refusal('unscheduled-environment', { environment: only, known });
  return [only];
}
