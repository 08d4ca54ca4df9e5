/** Whether Ctrl-C was pressed, or the process was asked to end some other way. */
export interface Interruption {
  readonly signal: AbortSignal;
  readonly happened: Promise<void>;
  /** Restores the signal handlers that were there before. */
  forget(): void;
}

/** Ctrl-C asks for an orderly stop; a second one does not interrupt it, so that no process is left behind. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  return {
    signal: controller.signal,
    happened: new Promise((done) => controller.signal.addEventListener('abort', () => done(), { once: true })),
    forget: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('SIGHUP', interrupt);
    },
  };
}
