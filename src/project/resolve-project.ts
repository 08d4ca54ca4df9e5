import type { z } from 'zod';
import type { DriftPolicy } from '../contracts/drift.ts';
import type { DriverRoles, EnvironmentSettings, ResolvedProject, StandardColumn } from '../contracts/project.ts';
import { defaultApproval } from '../contracts/promotion-plan.ts';
import { ProjectConfigError, type ConfigFault } from './errors.ts';
import type { LoadedSource } from './loaded-project.ts';
import { resolveSchedules, resolveWatches } from './resolve-schedules.ts';
import { projectSchema, type ParsedProject, type ParsedSource } from './schema.ts';
import { semanticFaults } from './semantic-faults.ts';
import { rolesOfSources } from './source-roles.ts';
import { describeColumns } from './standard-columns.ts';

export interface ResolvedConfiguration {
  readonly resolved: ResolvedProject;
  readonly sources: readonly LoadedSource[];
  /** As the configuration has it: relative to the project folder, or absolute. */
  readonly landingDirectory: string;
}

/** Validates a configuration and fills in the defaults. Throws `ProjectConfigError` with all faults. */
export function resolveProject(config: unknown, file: string): ResolvedConfiguration {
  const parsed = projectSchema.safeParse(config);
  const faults = [...(parsed.success ? [] : shapeFaults(parsed.error)), ...semanticFaults(config)];
  if (!parsed.success || faults.length > 0) throw new ProjectConfigError(file, faults);

  const { landingDirectory } = parsed.data;
  const sources = parsed.data.sources.map(loadedSource);
  return { resolved: serialisable(parsed.data, sources), sources, landingDirectory };
}

function serialisable(project: ParsedProject, sources: readonly LoadedSource[]): ResolvedProject {
  const { nWindows, stepSizeWeeks = project.horizonWeeks, refitEvery } = project.backtest;
  return {
    name: project.name,
    weekStartsOn: project.weekStartsOn,
    horizonWeeks: project.horizonWeeks,
    regions: project.regions.map(({ name, timeZone }) => ({ name, timeZone })),
    formats: project.formats,
    velocity: project.velocity,
    sources: sources.map(({ row: _row, raw: _raw, conditioner: _conditioner, ...rest }) => rest),
    drivers: rolesOf(project.drivers, sources),
    features: project.features,
    members: { ...project.members, lasso: { ...project.members.lasso, aim: project.members.lasso.aim ?? project.aim } },
    seed: project.seed,
    backtest: { nWindows, stepSizeWeeks, refitEvery },
    gate: project.gate,
    aim: project.aim,
    ensemble: project.ensemble,
    staleAfterDays: project.staleAfterDays,
    drift: driftOf(project.drift),
    dataChange: project.dataChange,
    retention: project.retention,
    environments: Object.fromEntries(
      Object.entries(project.environments).map(([environment, settings]) => [environment, promotionOf(settings)]),
    ),
    schedules: resolveSchedules(project),
    watches: resolveWatches(project),
  };
}

/** An option that is left out is removed, so that settings can be compared. */
function driftOf({ columns, ...drift }: ParsedProject['drift']): DriftPolicy {
  return columns ? { ...drift, columns } : drift;
}

/** Where a person decides, there is always a policy for how long. */
function promotionOf({ promotion, approval }: ParsedProject['environments'][string]): EnvironmentSettings {
  return promotion === 'automatic' ? { promotion } : { promotion, approval: approval ?? defaultApproval };
}

/**
 * The roles given, and those that sources play by their kind. Roles nobody plays are left out, so that a dataset version does
 * not change with the list of roles there could be.
 */
function rolesOf(given: ParsedProject['drivers'], sources: readonly LoadedSource[]): DriverRoles {
  const own = rolesOfSources(sources.map((source) => ({ source, columns: source.standardColumns })));
  const { price, promotions, returns = own.returns } = given;
  const weather = [...new Set([...given.weather, ...own.weather])];
  const events = [...new Set([...given.events, ...own.events])];
  return {
    ...(price === undefined ? {} : { price }),
    promotions,
    ...(weather.length > 0 ? { weather } : {}),
    ...(events.length > 0 ? { events } : {}),
    ...(returns === undefined ? {} : { returns }),
  };
}

function loadedSource({ checks, freshness, ...source }: ParsedSource): LoadedSource {
  const quality = { ...(checks.length > 0 ? { checks } : {}), ...(freshness ? { freshness } : {}) };
  return { ...source, ...quality, standardColumns: describeColumns(source.row) as readonly StandardColumn[] };
}

function shapeFaults(error: z.ZodError): readonly ConfigFault[] {
  return error.issues.map((issue) => ({ path: pathText(issue.path), message: lowerFirst(issue.message) }));
}

/** `sources[0].landing` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
