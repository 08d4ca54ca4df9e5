/** The oldest Node that runs Shelfcast: it loads TypeScript, as which projects are written, and has hooks for their imports. */
export const OLDEST_RUNTIME = '22.18';

/**
 * Whether a dotted version is at least another; what follows the numbers is not looked at.
 * @param {string} version
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const have = numbers(version);
  const want = numbers(oldest);
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** @param {string} version */
function numbers(version) {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}

/**
 * The dev server's version in what `temporal --version` prints. A CLI built from source calls itself 0.0.0-DEV, so its
 * own version says nothing.
 * @param {string} text e.g. `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`
 */
export function devServerVersion(text) {
  return /\bServer (\d+\.\d+\.\d+)/.exec(text)?.[1];
}
