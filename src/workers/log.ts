import { DefaultLogger, type LogEntry, type LogLevel, type Logger } from '@temporalio/worker';
import { placeOfWorkflow } from '../contracts/workflow-ids.ts';
import type { Logger as ProcessLogger } from '../telemetry/log.ts';

export { createLog } from '../telemetry/log.ts';

/**
 * Hands what the Temporal SDK logs, workflows' and activities' lines included, to the process's own log, with the environment, region and segment
 * that the workflow's id names.
 */
export function temporalLogger(log: ProcessLogger): Logger {
  const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'info',
    WARN: 'warn',
    ERROR: 'error',
  };
  return new DefaultLogger('DEBUG', ({ level, message, meta }: LogEntry) => {
    const { workflowId, error, ...facts } = (meta ?? {}) as Readonly<Record<string, unknown>>;
    log[levels[level]](
      {
        ...(typeof workflowId === 'string' ? { workflowId, ...placeOfWorkflow(workflowId) } : {}),
        ...facts,
        ...(error === undefined ? {} : { err: error }),
      },
      message,
    );
  });
}
