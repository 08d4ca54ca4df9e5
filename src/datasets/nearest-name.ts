/**
 * Of several names the one most like another, where it is like it at all: one holds the other, or they are a few letters
 * apart; case and separators do not count.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name);
  let nearest: string | undefined;
  let smallest = Infinity;
  for (const candidate of candidates) {
    const found = plain(candidate);
    const isPart = found.length > 2 && wanted.length > 2 && (found.includes(wanted) || wanted.includes(found));
    const distance = editDistance(wanted, found);
    if (!isPart && distance > Math.max(1, Math.floor(wanted.length / 3))) continue;
    if (distance < smallest) [nearest, smallest] = [candidate, distance];
  }
  return nearest;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Levenshtein's distance: letters to put in, take out or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
