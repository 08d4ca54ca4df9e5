/** Places for processes. Of those that wait, the party that has fewest is next, and of one party's the one that has waited longest. */
export interface ProcessSlots {
  /**
   * Waits for a place and gives what frees it again; throws the signal's reason where that is aborted first.
   *
   * @param onWait called once, where there is no free place at once
   * @param party for whom: the environment. Default: all are one
   */
  take(signal: AbortSignal, onWait: () => void, party?: string): Promise<() => void>;
}

/** @param count places; at least 1, `Infinity` for as many as are asked for */
export function createProcessSlots(count: number): ProcessSlots {
  const waiting: { readonly party: string; give(): void }[] = [];
  const places = new Map<string, number>();
  let free = count;
  const placesOf = (party: string): number => places.get(party) ?? 0;
  const release = (): void => {
    const [next] = waiting.toSorted((a, b) => placesOf(a.party) - placesOf(b.party));
    // The place passes to one that waits; freed in between, a newcomer could take it.
    if (!next) {
      free += 1;
      return;
    }
    waiting.splice(waiting.indexOf(next), 1);
    places.set(next.party, placesOf(next.party) + 1);
    next.give();
  };
  const releaseOnce = (party: string): (() => void) => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      places.set(party, placesOf(party) - 1);
      release();
    };
  };
  return {
    async take(signal, onWait, party = '') {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        places.set(party, placesOf(party) + 1);
        return releaseOnce(party);
      }
      onWait();
      await new Promise<void>((resolve, reject) => {
        const waiter = {
          party,
          give: (): void => {
            signal.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(waiter);
      });
      return releaseOnce(party);
    },
  };
}
