import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { knownErrors } from '../contracts/error-kinds.ts';
import type { Week } from '../contracts/week.ts';
import type { LandingScan } from '../contracts/watch.ts';
import type { FileOfSource, FileRegions } from '../ports/job-runner.ts';
import {
  compareLanding,
  noteContents,
  pendingChanges,
  type SightedFile,
  type UsedFiles,
} from '../registry/landing-changes.ts';
import { configuredEnvironment } from './configured-region.ts';
import type { ActivityPorts } from './ports.ts';

const dayMs = 86_400_000;

type ScanPorts = Pick<ActivityPorts, 'project' | 'jobs' | 'landing' | 'landingFiles' | 'registry'>;

/**
 * Looks at landing for an environment: notes what is new, changed or gone, reads what has been stable for long enough, and returns
 * which regions are to hear of it. The same is returned again until `markSignalled` has been called.
 */
export async function scanLanding(
  ports: ScanPorts,
  { environment }: { environment: string },
  now = new Date(),
): Promise<LandingScan> {
  const { landing, landingFiles, project } = ports;
  const { resolved } = project;
  configuredEnvironment(resolved, environment);
  const sighted: SightedFile[] = [];
  for (const { name: source, landing: glob } of resolved.sources) {
    Context.current().heartbeat({ step: `looking at ${glob}` });
    sighted.push(...(await landing.glance(glob)).map((entry) => ({ source, ...entry })));
  }
  // A Schedule that is still there although nobody asks for it any more waits as long as the default.
  const { stableSeconds } = resolved.watches[environment] ?? { stableSeconds: 30 };
  const known = await landingFiles.files(environment);
  const { noted, toRead, settling } = compareLanding(known, sighted, now, stableSeconds);
  await landingFiles.save(environment, noted);
  const regions = resolved.regions.map(({ name }) => name);
  const isFirst = known.every(({ content }) => content === undefined);
  if (isFirst && toRead.length > 0 && (await firstCyclesRun(ports, environment, now))) {
    return { files: sighted.length, settling: settling + toRead.length, changes: [] };
  }
  if (toRead.length > 0) {
    const read = await readFiles(
      ports,
      toRead.map(({ source, path }) => ({ source, path })),
    );
    const unseen = toRead.some(({ content }) => content === undefined);
    const used = unseen ? await usedFiles(ports, environment, regions) : undefined;
    await landingFiles.save(environment, noteContents(toRead, read, now, used));
  }
  return {
    files: sighted.length,
    settling,
    ...pendingChanges(await landingFiles.files(environment), environment, regions),
  };
}

/**
 * Whether a region is at its first cycle: the files it is made of would all be reported as new. The first look at them waits for its end, a
 * day at most.
 */
async function firstCyclesRun({ registry }: ScanPorts, environment: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - dayMs).toISOString();
  const running = await registry.findCycles({ environment, state: 'running', since });
  const used = await Promise.all(running.map(({ region }) => registry.lastUsedFiles(environment, region)));
  return used.includes(undefined);
}

/**
 * What the regions' last cycles were made of: a first look must not ask for these cycles again. A cycle as of an earlier cutoff has the
 * later weeks' shipments among its files too, without having used them.
 */
async function usedFiles(
  { project, registry }: ScanPorts,
  environment: string,
  regions: readonly string[],
): Promise<UsedFiles> {
  const key = (file: { source: string; path: string }, hash: string): string =>
    [file.source, file.path, hash].join('\n');
  const last = new Map<string, { cutoff: Week; files: ReadonlySet<string> }>();
  for (const region of regions) {
    const used = await registry.lastUsedFiles(environment, region);
    if (!used) continue;
    const files = new Set(used.files.map((file) => key(file, file.contentHash)));
    last.set(region, { cutoff: used.cutoff, files });
  }
  const shipments = new Set(project.resolved.sources.flatMap(({ name, kind }) => (kind === 'shipments' ? [name] : [])));
  return {
    regions,
    has: (region, file) => {
      const used = last.get(region);
      if (!used || file.hash === undefined || !used.files.has(key(file, file.hash))) return false;
      return !shipments.has(file.source) || !file.weeks || file.weeks.last <= used.cutoff;
    },
  };
}

/**
 * Reads files in a process. One that brings the process down is found by halving, and must not keep the others from being
 * reported.
 */
async function readFiles(ports: ScanPorts, files: readonly FileOfSource[]): Promise<readonly FileRegions[]> {
  try {
    return await ports.jobs.run('regions-of-files', { files });
  } catch (error) {
    const broke = error instanceof ApplicationFailure && crashes.includes(error.type ?? '');
    const [file] = files;
    if (!broke || !file) throw error;
    if (files.length === 1) return [{ ...file, regions: 'all', problem: error.message }];
    const half = Math.ceil(files.length / 2);
    return [...(await readFiles(ports, files.slice(0, half))), ...(await readFiles(ports, files.slice(half)))];
  }
}

const crashes: readonly (string | undefined)[] = Object.values(knownErrors).flatMap(({ endsProcess, type }) =>
  endsProcess ? [type] : [],
);
