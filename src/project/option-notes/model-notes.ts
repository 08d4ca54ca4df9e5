import type { OptionNotes } from './option-note.ts';

/** Options of models, of their evaluation and of what they must reach. */
export const modelNotes: OptionNotes = {
  'members.lasso.nAlphas': {
    about: 'Penalties tried, from the largest downwards',
    when: 'Rarely needed; a larger number makes a finer choice and takes more time',
  },
  'members.lasso.minAlphaRatio': {
    about: 'Smallest penalty as a share of the largest',
    unit: 'share',
    when: 'Lower it if the smallest penalty is chosen in many segments',
  },
  'members.lasso.l1Ratio': {
    about: 'Share of the penalty that is absolute, the rest being quadratic',
    unit: 'share',
    when: 'Set it below 1 if many columns are nearly the same',
  },
  'members.lasso.nFolds': {
    about: 'Time-ordered folds used to choose the penalty',
    when: 'More if histories are long',
  },
  'members.lasso.tolerance': {
    about: 'Relative duality gap at which the solver stops',
    unit: 'share',
    when: 'Rarely needed',
  },
  'members.lasso.maxIterations': {
    about: 'Largest number of sweeps over the columns for each penalty',
    when: 'Rarely needed',
  },
  'members.lasso.aim': {
    about: 'What the calibration of the LASSO minimises; `log-mean` means no calibration',
    fallback: "the project's `aim`",
    when: 'To try one member with another aim',
  },
  'members.network.preset': {
    about: 'Settings of the network for a kind of series; `auto` chooses by a backtest, segment by segment',
    when: '`erratic` if promotions drive sales, `steady` if season and level do; this saves the time of the choice',
  },
  'members.network.epochs': {
    about: 'Passes over the training rows',
    when: 'Fewer for a quick test; more with `earlyStopping`',
  },
  'members.network.batchSize': {
    about: 'Rows in a training step',
    unit: 'rows',
    when: 'Larger is faster, together with a larger learning rate',
  },
  'members.network.learningRate': {
    about: "Adam's learning rate at the start",
    when: 'Lower it if training diverges',
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
    when: 'Higher if sales are noisy',
  },
  'members.network.embeddingWidth': {
    about: 'Numbers that represent a store, an item or a category',
    fallback: "the preset's",
    when: 'Wider if stores and items differ in stable ways',
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
    when: 'Two if a little more accuracy is worth twice the time',
  },
  'members.network.recencyHalfLifeWeeks': {
    about: 'Age at which a row counts half; 0 gives all rows the same weight',
    unit: 'weeks',
    when: 'Set it if old years are no longer a guide',
  },
  'members.network.earlyStopping.validationWeeks': {
    about: 'Last target weeks held out from training, used to decide when to stop',
    unit: 'weeks',
    fallback: 'without `earlyStopping` training runs to its end',
    when: 'With `patience`',
  },
  'members.network.earlyStopping.patience': {
    about: 'Epochs without a smaller loss after which training stops',
    unit: 'epochs',
    when: 'With `validationWeeks`',
  },
  'members.trees.enabled': {
    about: 'Whether boosted trees are a third fitted member of the ensemble',
    when: 'Turn them off where a backtest is better without; a champion that lacks them is trained again',
  },
  'members.trees.trees': {
    about: 'Trees grown, one after another, from each of the two starting levels; twice as many in all',
    when: 'More, with a lower `learningRate`, where backtests gain by it',
  },
  'members.trees.leaves': { about: 'Leaves of a tree at most', when: 'Fewer where data are few or noisy' },
  'members.trees.minLeafRows': {
    about: 'Rows that a leaf has at least; a segment with fewer than twice as many gets trees without a split',
    unit: 'rows',
    when: 'Lower only for small segments with little noise',
  },
  'members.trees.columnShare': {
    about: 'Share of the columns that each tree may split by',
    unit: 'share',
    when: 'Lower where many columns say the same',
  },
  'members.trees.rowShare': {
    about:
      'Share of the rows that each tree learns from, of every series and time; counted on at most 262,144; at least 20,000 rows, and never more than there are',
    unit: 'share',
    when: 'Lower for speed. Each tree draws its own rows; above 524,288 rows, twenty trees share a draw',
  },
  'members.trees.learningRate': {
    about: "Share of a leaf's best step that a tree takes",
    unit: 'share',
    when: 'Lower with more trees',
  },
  seed: { about: 'Seed of everything random', when: 'Change it to see how much of a difference is chance' },
  aim: {
    about:
      'The error that forecasts are calibrated for and models are compared by: `balanced` is the mean of MAPE and WAPE',
    when: '`wape` if large items matter most, `mape` if each item counts the same, `unbiased` if sums over stores matter most',
  },
  'ensemble.calibrate': {
    about: 'Whether the blend is shifted by the amount that was best for the aim on the backtest',
    when: 'Turn it on only with many windows; members are calibrated already',
  },
  'backtest.nWindows': {
    about: 'Windows of the backtest, the last of which ends at the cutoff',
    when: 'More if history is long and figures differ from window to window; each takes time',
  },
  'backtest.stepSizeWeeks': {
    about: 'Weeks between the cutoffs of two windows',
    unit: 'weeks',
    fallback: '`horizonWeeks`',
    when: 'Larger to spread a few windows over a season',
  },
  'backtest.refitEvery': {
    about:
      'How many windows share a fit. Shared fits lie on a fixed grid of ten weeks, so that the next week reuses them; with 1, or if the windows of one fit span more than ten weeks, fits are at the cutoffs of the windows',
    when: '1 for the most exact figures; this takes more time',
  },
  'gate.maxMape': {
    about: 'Largest MAPE of the ensemble on the backtest',
    unit: 'share',
    when: 'Depends on your items: slow and promoted ones have a larger MAPE',
  },
  'gate.championTolerance': {
    about: 'How much worse than the champion a challenger may be on the same windows',
    unit: 'share, relative',
    when: '0 to accept nothing worse; higher if newer models are worth a small loss',
  },
  'gate.mustBeatBaseline': {
    about: 'Whether the ensemble must have a lower MAPE than the baseline',
    when: 'Rarely needed: `false` removes a safeguard',
  },
  'gate.maxQuarantinedShare': {
    about: "Largest share of a source's rows that may have been set aside",
    unit: 'share',
    when: 'Together with `sources[].maxBadShare`, which stops a source earlier',
  },
  'gate.failOnWarnings': {
    about: 'Whether failed quality checks with severity `warn` hold back a challenger',
    when: 'Turn it on if nobody looks at warnings in time',
  },
  'gate.maxLevelFactor': {
    about:
      "How many times above or below the mean week of the last quarter the `mean` of a segment's forecasts may lie",
    unit: 'ratio',
    when: 'Higher for segments that sell only in one season',
  },
};
