import { availableParallelism } from 'node:os';
import { openLanding, type StagingOptions } from '../adapters/storage/open-storage.ts';
import type { JobHooks, JobOutput, JobRunner } from '../ports/job-runner.ts';
import type { Landing, LandingEntry } from '../ports/landing.ts';
import type { LoadedProject } from '../project/loaded-project.ts';

/** Bytes of unread files that are worth another process; below, starting it takes longer than it saves. */
const worthAProcess = 16 << 20;

/** The same with a project's landing, opened when it is first looked at. */
export function shareConditioning(runner: JobRunner, project: LoadedProject, staging: StagingOptions): JobRunner {
  let opened: Promise<Landing> | undefined;
  return withSharedConditioning(runner, {
    project,
    landing: () => (opened ??= openLanding(project.landingDirectory, staging)),
  });
}

/** How files are shared out. */
export interface SharingOptions {
  readonly project: Pick<LoadedProject, 'resolved'>;
  readonly landing: () => Promise<Pick<Landing, 'glance'>>;
  /** Processes that condition in parallel. Default: one per core. */
  readonly processes?: number;
  /** Bytes of files for each of them, at least. Default 16 MiB. */
  readonly bytesPerProcess?: number;
}

/**
 * A runner that has several processes condition the files of a source before its `ingest-source` job, which then finds them done,
 * where landing holds many that this runner has not seen ingested yet. Whatever goes wrong on the way, `ingest-source` finds it
 * again and reports it.
 */
export function withSharedConditioning(runner: JobRunner, options: SharingOptions): JobRunner {
  const { project, landing, processes = availableParallelism(), bytesPerProcess = worthAProcess } = options;
  const seen = new Map<string, string>();

  /** How many files were conditioned. */
  async function share(source: string, entries: readonly LandingEntry[], hooks: JobHooks): Promise<number> {
    const unseen = entries.filter(({ path, stamp }) => seen.get(`${source} ${path}`) !== stamp);
    const bytes = unseen.reduce((sum, entry) => sum + entry.bytes, 0);
    const count = Math.min(processes, unseen.length, Math.floor(bytes / bytesPerProcess));
    if (count < 2) return 0;
    const shares = await Promise.allSettled(
      evenShares(unseen, count).map((paths) => runner.run('condition-files', { source, paths }, hooks)),
    );
    hooks.signal.throwIfAborted();
    if (shares.some(({ status }) => status === 'rejected')) hooks.onProgress({ step: 'continuing with one process' });
    return shares.reduce((sum, done) => sum + (done.status === 'fulfilled' ? done.value.conditioned : 0), 0);
  }

  return {
    async run(job, input, hooks) {
      if (job !== 'ingest-source') return runner.run(job, input, hooks);
      const { source } = input as { source: string };
      const glob = project.resolved.sources.find(({ name }) => name === source)?.landing;
      const entries = glob === undefined ? [] : await (await landing()).glance(glob);
      const shared = await share(source, entries, hooks);
      const output = await runner.run('ingest-source', { source }, hooks);
      for (const { path, stamp } of entries) seen.set(`${source} ${path}`, stamp);
      return { ...output, newFiles: output.newFiles + shared } as JobOutput<typeof job>;
    },
  };
}

/** Paths in a number of shares of about the same size: the largest file goes to the smallest share. */
function evenShares(entries: readonly LandingEntry[], count: number): readonly (readonly string[])[] {
  const shares = Array.from({ length: count }, () => ({ bytes: 0, paths: [] as string[] }));
  for (const { path, bytes } of entries.toSorted((a, b) => b.bytes - a.bytes)) {
    const smallest = shares.reduce((least, share) => (share.bytes < least.bytes ? share : least));
    smallest.paths.push(path);
    smallest.bytes += bytes;
  }
  return shares.map(({ paths }) => paths.sort());
}
