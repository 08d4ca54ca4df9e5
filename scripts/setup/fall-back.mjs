import { CommandMissingError, NoSourceWorkedError } from './errors.mjs';
import { findOnPath } from './command.mjs';

/**
 * @template T
 * @typedef {object} Source one way to get a part
 * @property {string} name
 * @property {() => Promise<T>} get
 */

/**
 * Tries the sources in order and returns what the first working one gave.
 *
 * @template T
 * @param {string} part
 * @param {readonly Source<T>[]} sources
 * @param {{ wayOut: string, onFailure?: (source: string, error: Error) => void }} options
 * @returns {Promise<{ source: string, value: T }>}
 */
export async function firstThatWorks(part, sources, { wayOut, onFailure }) {
  const attempts = [];
  for (const { name, get } of sources) {
    try {
      return { source: name, value: await get() };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      attempts.push({ source: name, error: failure });
      onFailure?.(name, failure);
    }
  }
  throw new NoSourceWorkedError({ part, attempts, wayOut });
}

/**
 * The first of `names` that is on the PATH, absolute.
 * @param {readonly string[]} names
 * @param {string} wayOut
 */
export function needCommand(names, wayOut) {
  for (const name of names) {
    const path = findOnPath(name);
    if (path !== undefined) return path;
  }
  throw new CommandMissingError(names.join(' or '), wayOut);
}
