/** Shares that are moved from one place to another, the coarsest first. */
const moves = [0.4, 0.2, 0.1, 0.05, 0.025] as const;
/** Moves of one size at most; each of them makes the loss smaller, so this only bounds the time. */
const mostMoves = 100;

/**
 * Minimises a loss over shares that are not negative and sum to 1, for any number of them, without derivatives: the best move of a
 * share from one place to another is taken until no move helps, then smaller moves are tried.
 *
 * @param start where to begin: not negative, sum 1; it is kept where nothing is better
 */
export function simplexMinimum(
  start: readonly number[],
  loss: (shares: readonly number[]) => number,
): readonly number[] {
  let best = { shares: start, loss: loss(start) };
  for (const size of moves) {
    for (let count = 0; count < mostMoves; count++) {
      const better = neighbours(best.shares, size)
        .map((shares) => ({ shares, loss: loss(shares) }))
        .reduce((least, one) => (one.loss < least.loss ? one : least), best);
      if (better === best) break;
      best = better;
    }
  }
  return best.shares;
}

function neighbours(shares: readonly number[], size: number): (readonly number[])[] {
  return shares.flatMap((share, from) =>
    shares.flatMap((_, to) => {
      const moved = Math.min(share, size);
      if (from === to || moved === 0) return [];
      return [shares.map((value, i) => value + (i === to ? moved : i === from ? -moved : 0))];
    }),
  );
}
