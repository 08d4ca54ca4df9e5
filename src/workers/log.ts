import { DefaultLogger, type LogEntry, type LogLevel, type Logger } from '@temporalio/worker';
import { pino, type Logger as PinoLogger } from 'pino';

/** JSON lines on standard output. */
export function createLog(level: string, name: string): PinoLogger {
  return pino({ level, name, redact: ['*.password', '*.apiKey', '*.registryUrl'] });
}

/** Hands what the Temporal SDK logs, workflows' and activities' lines included, to the process's own log. */
export function temporalLogger(log: PinoLogger): Logger {
  const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'info',
    WARN: 'warn',
    ERROR: 'error',
  };
  return new DefaultLogger('DEBUG', ({ level, message, meta }: LogEntry) => {
    log[levels[level]](
      { ...meta, ...('error' in (meta ?? {}) ? { err: (meta as { error: unknown }).error } : {}) },
      message,
    );
  });
}
