/**
 * Arguments of Temporal's dev server that have it look more often, and earlier, whether a version has drained. By default it does so every
 * three minutes, with three minutes for a busy cluster's list of workflows to be complete; on one machine it is within a second.
 *
 * @param every time between two looks, and before the first, e.g. `10s`
 */
export function drainageArguments(every: string): readonly string[] {
  return ['VersionDrainageStatusVisibilityGracePeriod', 'VersionDrainageStatusRefreshInterval'].flatMap((name) => [
    '--dynamic-config-value',
    `matching.wv.${name}="${every}"`,
  ]);
}
