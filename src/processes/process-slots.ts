/** Places for processes, given in the order they were asked for. */
export interface ProcessSlots {
  /**
   * Waits for a place and gives what frees it again; throws the signal's reason where that is aborted first.
   *
   * @param onWait called once, where there is no free place at once
   */
  take(signal: AbortSignal, onWait: () => void): Promise<() => void>;
}

/** @param count places; at least 1, `Infinity` for as many as are asked for */
export function createProcessSlots(count: number): ProcessSlots {
  const waiting: (() => void)[] = [];
  let free = count;
  const release = (): void => {
    const next = waiting.shift();
    // The place passes to the longest waiting; freed in between, a newcomer could take it.
    if (next) next();
    else free += 1;
  };
  const releaseOnce = (): (() => void) => {
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  };
  return {
    async take(signal, onWait) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return releaseOnce();
      }
      onWait();
      await new Promise<void>((resolve, reject) => {
        const given = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(given), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(given);
      });
      return releaseOnce();
    },
  };
}
