/** What a reader of a board is given. */
export interface BoardReader<View> {
  /** Called with what was seen last, if anything, and with every later view. */
  see(view: View): void;
  /** Called where a look failed; the board looks again all the same. */
  fail(error: Error): void;
}

/** What is live, for any number of readers. */
export interface LiveBoard<View> {
  /** Begins to read; the function that is returned ends it. */
  read(reader: BoardReader<View>): () => void;
}

/**
 * A board that looks once for all its readers, and only while it has any: what is asked of a server does not grow with who is watching.
 *
 * @param look sees how things stand, given what was seen before
 * @param everyMs milliseconds from the end of a look to the next one
 */
export function createLiveBoard<View>(
  look: (before: View | undefined) => Promise<View>,
  everyMs: number,
): LiveBoard<View> {
  const readers = new Set<BoardReader<View>>();
  let seen: { readonly view: View } | undefined;
  let looking = false;
  let next: NodeJS.Timeout | undefined;

  const lookOnce = async (): Promise<void> => {
    looking = true;
    try {
      const view = await look(seen?.view);
      if (readers.size > 0) seen = { view };
      for (const reader of [...readers]) reader.see(view);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const reader of [...readers]) reader.fail(failure);
    } finally {
      looking = false;
    }
    if (readers.size > 0) next = setTimeout(() => void lookOnce(), everyMs);
  };

  return {
    read(reader) {
      readers.add(reader);
      if (seen) reader.see(seen.view);
      // The first reader does not wait for a look that nobody has begun.
      if (readers.size === 1 && !looking) {
        clearTimeout(next);
        void lookOnce();
      }
      return () => {
        readers.delete(reader);
        if (readers.size > 0) return;
        clearTimeout(next);
        // What was seen long ago is not how things stand.
        seen = undefined;
      };
    },
  };
}
