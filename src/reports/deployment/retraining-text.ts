import type { RegionRetraining, Retraining } from '../../contracts/retraining.ts';

/** Whether a new build has had regions retrain, and how each region was dealt with. */
export function retrainingText(retraining: Retraining): string {
  switch (retraining.state) {
    case 'left-out':
      return 'no region was asked to retrain';
    case 'unknown-code':
      return (
        `no region was asked to retrain: this checkout is build ${retraining.thisBuild} and does not know the forecasting code of another; ` +
        'run the command in the checkout of that build to ask them'
      );
    case 'failed':
      return (
        `no region was asked to retrain: ${retraining.reason}\n` +
        'Run the command again when that is fixed, or with --no-retrain'
      );
    case 'compared':
      return retraining.regions.map(regionRetrainingText).join('\n');
  }
}

/** The outcome of one region, on a line. */
export function regionRetrainingText({ region, outcome, segments, failure }: RegionRetraining): string {
  const why = `${segments.join(', ')} trained with other code`;
  const texts: Readonly<Record<RegionRetraining['outcome'], string>> = {
    queued: `asked to retrain (${why})`,
    duplicate: `has been asked to retrain before (${why}); "request" asks for another cycle`,
    'same-code': 'its champions have this code',
    'no-champion': 'has no champion yet',
    failed: `NOT ASKED: ${failure}`,
  };
  return `${region}: ${texts[outcome]}`;
}
