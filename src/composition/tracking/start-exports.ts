import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { ActivityPorts } from '../../activities/ports.ts';
import { createChildProcessRunner } from '../../processes/run-job.ts';
import { exportLoop } from '../../tracking/export-loop.ts';
import type { WorkerSettings } from '../settings.ts';
import { exportsByItself, readMlflowSettings } from './mlflow-settings.ts';

/**
 * Exports models to MLflow alongside the worker's own work, where `SHELFCAST_MLFLOW` is on. No cycle waits for it or fails because
 * of it. Returns how to end it. Throws `SettingsError` where it is on and cannot be.
 */
export function startModelExports(
  { project, registry }: Pick<ActivityPorts, 'project' | 'registry'>,
  { jobMemoryMb, jobHeapMb }: WorkerSettings,
  log: Logger,
): () => Promise<void> {
  if (!exportsByItself()) return () => Promise.resolve();
  const { tracking, names } = readMlflowSettings(project.resolved.name);
  const ended = new AbortController();
  // A runner of its own, one process at a time: those of activities belong to activities.
  const limits = { maxProcesses: 1, maxMemoryMb: jobMemoryMb, maxHeapMb: jobHeapMb };
  const locations = [project.landingDirectory];
  const jobs = createChildProcessRunner({ jobsVersion: project.jobsVersion, locations, ...limits });
  const ports = { registry, jobs, tracking, names, exporter: exporterName() };
  log.info({ target: tracking.target }, 'models are exported to MLflow');
  const loop = exportLoop(ports, ended.signal, {
    onOutcome: ({ outcome, ...facts }) => log[outcome === 'failed' ? 'warn' : 'info'](facts, `model ${outcome}`),
    onTrouble: (error) => log.warn({ err: error }, 'models could not be exported'),
  });
  return async () => {
    ended.abort();
    await loop;
  };
}

/** Of this process alone, and telling where it runs. */
export function exporterName(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}
