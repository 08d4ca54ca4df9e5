/**
 * Lets pending messages and timers be handled between two pieces of a long computation, then throws the signal's reason if
 * it was aborted.
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
