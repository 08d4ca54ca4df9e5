/** A path of names: `/environments/dev/regions/north`. */
export const pathBelow = (environment: string, ...parts: readonly string[]): string =>
  ['', 'environments', environment, ...parts].map(encodeURIComponent).join('/');

/** Where the web application has what others link to; `pages` in front is its address, without a slash at the end. */
export const pagePaths = {
  today: (environment: string): string => pathBelow(environment),
  region: (environment: string, region: string): string => pathBelow(environment, 'regions', region),
  /** A cycle's id has slashes, which stay. */
  cycle: (environment: string, cycleId: string): string => pathBelow(environment, 'cycles', ...cycleId.split('/')),
  decisions: (environment: string): string => pathBelow(environment, 'decisions'),
};

/**
 * A paragraph of Markdown that leads to a page, for Temporal's UI; nothing where nobody has said where the pages are.
 *
 * @param pages address of the web application
 */
export function pageLink(pages: string | undefined, words: string, path: string): readonly string[] {
  return pages === undefined ? [] : ['', `[${words}](${pages}${path})`];
}
