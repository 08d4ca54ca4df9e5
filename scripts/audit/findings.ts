import { z } from 'zod';
import type { AllowedAdvisory } from './allowed.ts';

/** A weakness that a registry knows of a package that is installed. */
export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
}

const via = z.union([
  // Another package that is affected, which has an entry of its own.
  z.string(),
  z.object({ name: z.string(), severity: z.string(), title: z.string(), url: z.string() }),
]);
const report = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(via) })) });

/** The advisories in what `npm audit --json` prints; `undefined` where it could not ask. */
export function advisoriesIn(output: string): readonly Advisory[] | undefined {
  const parsed = report.safeParse(jsonIn(output));
  if (!parsed.success) return undefined;
  const all = Object.values(parsed.data.vulnerabilities).flatMap(({ via }) =>
    via.flatMap((one) => {
      if (typeof one === 'string') return [];
      const { name, severity, title, url } = one;
      return [{ id: url.split('/').at(-1) ?? url, package: name, severity, title }];
    }),
  );
  return [...new Map(all.map((one) => [`${one.id} ${one.package}`, one])).values()];
}

/** Why it could not ask, as `npm audit --json` says it; `undefined` where it does not. */
export function refusalIn(output: string): string | undefined {
  const parsed = z.object({ message: z.string() }).safeParse(jsonIn(output));
  return parsed.success ? parsed.data.message : undefined;
}

/** What is to be done about advisories. */
export interface Judgement {
  readonly findings: readonly Advisory[];
  /** Allowed ones that are not found any more, or whose date has passed. */
  readonly stale: readonly AllowedAdvisory[];
}

/** @param today YYYY-MM-DD */
export function judge(advisories: readonly Advisory[], allowed: readonly AllowedAdvisory[], today: string): Judgement {
  const current = allowed.filter(({ until }) => until >= today);
  const isAllowed = ({ id }: Advisory): boolean => current.some((one) => one.id === id);
  return {
    findings: advisories.filter((one) => !isAllowed(one)),
    stale: allowed.filter((one) => !current.includes(one) || !advisories.some(({ id }) => id === one.id)),
  };
}

function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
