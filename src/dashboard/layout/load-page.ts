/** The script of a page did not come: the server is away, or has the scripts of another build. */
export class PageNotLoadedError extends Error {
  override readonly name = 'PageNotLoadedError';

  constructor(cause: unknown) {
    super('This page could not be loaded', { cause });
  }
}

/** Loads the script of a page. Throws `PageNotLoadedError`. */
export async function loadPage<Page>(load: () => Promise<Page>): Promise<Page> {
  try {
    return await load();
  } catch (cause) {
    throw new PageNotLoadedError(cause);
  }
}
