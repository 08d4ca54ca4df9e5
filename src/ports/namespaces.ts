import type { PreparedPart } from '../contracts/preparation.ts';

/** The namespaces of environments, and what Temporal has to know before a workflow starts in them. */
export interface Namespaces {
  /**
   * Makes the namespace of an environment and the search attributes, where they are not there; with `dryRun` only looks. What the
   * client may not do is a part that failed, not an error.
   */
  prepare(environment: string, options: { readonly dryRun: boolean }): Promise<readonly PreparedPart[]>;
}
