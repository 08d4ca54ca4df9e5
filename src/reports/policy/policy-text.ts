import type { PolicyCheck } from '../../contracts/policy-check.ts';

/** Each model that must not be released, with what it lacks; or that there is none. */
export function policyText({ environments, models }: PolicyCheck): string {
  const faulty = models.filter(({ faults }) => faults.length > 0);
  const where = environments.join(', ');
  if (models.length === 0) return `no model scores in ${where} yet, and none waits`;
  const all = models.length === 1 ? '1 model' : `${models.length} models`;
  if (faulty.length === 0) return `${all} of ${where}: each approved and traced to its sources`;
  return [
    ...faulty.flatMap(({ environment, segment, version, standing, faults }) => [
      `${environment} ${segment} ${version.slice(0, 12)} (${standing})`,
      ...faults.map(({ fault, detail }) => `  ${fault}: ${detail}`),
    ]),
    `of ${all} of ${where}, ${faulty.length} must not be released`,
  ].join('\n');
}
