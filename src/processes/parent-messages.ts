/** What a long-lived process of the stack reports to the process that started it. */
export type StackMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly errorName: string; readonly message: string }
  /** The process runs another program; its id, so that its memory can be watched. */
  | { readonly kind: 'serving'; readonly processId: number }
  /** A job's process has ended; its peak would otherwise be lost with it. */
  | { readonly kind: 'job-ended'; readonly job: string; readonly peakRssMb: number };

/** Sends to the parent, where there is one: a worker started by hand or by a container engine has none. */
export function tellParent(message: StackMessage): void {
  if (process.connected) process.send?.(message);
}

/** Calls `stop` once: on SIGTERM or SIGINT, or when the parent is gone, however it went. */
export function onStopRequest(stop: () => void): void {
  let asked = false;
  const once = (): void => {
    if (!asked) stop();
    asked = true;
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  if (process.connected) process.on('disconnect', once);
}
