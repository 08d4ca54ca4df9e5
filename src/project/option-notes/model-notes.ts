import type { OptionNotes } from './option-note.ts';

/** Options of models, of their evaluation and of what they must reach. */
export const modelNotes: OptionNotes = {
  'members.lasso.nAlphas': {
    about: 'Penalties tried, from the largest downwards',
    when: 'Rarely; more is a finer choice at more time',
  },
  'members.lasso.minAlphaRatio': {
    about: 'Smallest penalty as a share of the largest',
    unit: 'share',
    when: 'Smaller where the smallest is chosen in segment after segment',
  },
  'members.lasso.l1Ratio': {
    about: 'Share of the penalty that is absolute, the rest being quadratic',
    unit: 'share',
    when: 'Below 1 where many columns say nearly the same',
  },
  'members.lasso.nFolds': {
    about: 'Time-ordered folds by which the penalty is chosen',
    when: 'More with long histories',
  },
  'members.lasso.tolerance': {
    about: 'Relative duality gap at which the solver stops',
    unit: 'share',
    when: 'Rarely',
  },
  'members.lasso.maxIterations': { about: 'Sweeps over the columns for each penalty, at most', when: 'Rarely' },
  'members.lasso.aim': {
    about: 'What the calibration of the LASSO makes small; `log-mean` is none',
    fallback: "the project's `aim`",
    when: 'To try one member with another aim',
  },
  'members.network.preset': {
    about: 'Settings of the network for a kind of series; `auto` chooses by a backtest, segment by segment',
    when: '`erratic` where promotions drive sales, `steady` where season and level do: it saves the time of the choice',
  },
  'members.network.epochs': {
    about: 'Passes over the training rows',
    when: 'Fewer for a quick try; more with `earlyStopping`',
  },
  'members.network.batchSize': {
    about: 'Rows in a step',
    unit: 'rows',
    when: 'Larger is quicker, with a larger learning rate',
  },
  'members.network.learningRate': {
    about: "Adam's learning rate at the start",
    when: 'Smaller where training diverges',
  },
  'members.network.schedule': {
    about: 'How the learning rate falls; `cosine` ends at 0',
    when: '`constant` with `earlyStopping`',
  },
  'members.network.weightDecay': {
    about: 'Decay of the weights, as a share of the learning rate in each step',
    unit: 'share',
    when: 'Against overfitting, after dropout',
  },
  'members.network.hiddenUnits': { about: 'Units of each dense layer', when: 'Smaller for small segments' },
  'members.network.dropout': {
    about: 'Share of hidden units dropped in training',
    unit: 'share',
    fallback: "the preset's",
    when: 'Higher where sales are noisy',
  },
  'members.network.embeddingWidth': {
    about: 'Numbers that stand for a store, an item or a category',
    fallback: "the preset's",
    when: 'Wider where stores and items differ in steady ways',
  },
  'members.network.embeddingDropout': {
    about: 'Share of these numbers dropped in training',
    unit: 'share',
    fallback: "the preset's",
    when: 'With `dropout`',
  },
  'members.network.logErrorShare': {
    about: 'Share of the absolute error in logs in the loss, the rest being the relative error',
    unit: 'share',
    fallback: "the preset's",
    when: 'Higher for less bias at more MAPE',
  },
  'members.network.seedsPerView': {
    about: 'Networks that are averaged, for each of the two views',
    when: 'Two where a little accuracy is worth twice the time',
  },
  'members.network.recencyHalfLifeWeeks': {
    about: 'Age at which a row counts half; 0 counts all alike',
    unit: 'weeks',
    when: 'Where old years are no guide any more',
  },
  'members.network.earlyStopping.validationWeeks': {
    about: 'Last target weeks kept from training, to stop by',
    unit: 'weeks',
    fallback: 'without `earlyStopping` training runs to its end',
    when: 'With `patience`',
  },
  'members.network.earlyStopping.patience': {
    about: 'Epochs without a smaller loss after which training stops',
    unit: 'epochs',
    when: 'With `validationWeeks`',
  },
  seed: { about: 'Seed of everything random', when: 'To see how much of a difference is chance' },
  aim: {
    about: 'What forecasts are calibrated for, and models compared by: `balanced` is the mean of MAPE and WAPE',
    when: '`wape` where large items count, `mape` where each item counts the same, `unbiased` where sums over stores matter most',
  },
  'ensemble.calibrate': {
    about: 'Whether the blend is shifted by what served the aim on the backtest',
    when: 'With many windows: few tell little, and members are calibrated already',
  },
  'backtest.nWindows': {
    about: 'Windows of the backtest, the last of which ends at the cutoff',
    when: 'More where history is long and figures differ from window to window; each costs time',
  },
  'backtest.stepSizeWeeks': {
    about: 'Weeks between the cutoffs of two windows',
    unit: 'weeks',
    fallback: '`horizonWeeks`',
    when: 'Larger to spread few windows over a season',
  },
  'backtest.refitEvery': {
    about: 'Windows that share a fit. Fits lie on a fixed grid of `refitEvery × stepSizeWeeks` weeks, so that next week finds them done; a grid coarser than eight weeks, and 1, fit at the cutoffs of the windows',
    when: '1 for the most exact figures, at more time',
  },
  'gate.maxMape': {
    about: 'Largest MAPE of the ensemble on the backtest',
    unit: 'share',
    when: 'By what your items allow: slow and promoted ones have a larger one',
  },
  'gate.championTolerance': {
    about: 'How much worse than the champion a challenger may be on the same windows',
    unit: 'share, relative',
    when: '0 to accept nothing worse; more where fresh models are worth something',
  },
  'gate.mustBeatBaseline': {
    about: 'Whether the ensemble must have a lower MAPE than the baseline',
    when: 'Rarely: `false` takes a safeguard away',
  },
  'gate.maxQuarantinedShare': {
    about: "Largest share of a source's rows that may have been set aside",
    unit: 'share',
    when: 'With `sources[].maxBadShare`, which stops a source before',
  },
  'gate.failOnWarnings': {
    about: 'Whether quality checks that failed as warnings keep a challenger back',
    when: 'Where nobody looks at warnings in time',
  },
  'gate.maxLevelFactor': {
    about: "How many times above or below the mean week of the last quarter a segment's forecast may lie",
    unit: 'ratio',
    when: 'Higher for segments that sell in one season alone',
  },
};
