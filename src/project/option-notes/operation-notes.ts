import type { OptionNotes } from './option-note.ts';

/** Options of schedules, environments, drift and retention. */
export const operationNotes: OptionNotes = {
  'schedule.weekday': {
    about: 'The weekday on which cycles start',
    fallback: 'none: cycles start when data arrives or on request',
    when: "Together with `time`; choose the day on which the week's files are complete",
  },
  'schedule.time': {
    about: "The time of day in the region's time zone",
    range: '`HH:MM`',
    fallback: 'none',
    when: 'With `weekday`',
  },
  'schedule.cron': {
    about: 'Instead of weekday and time: minute, hour, day of the month, month, day of the week',
    range: 'a cron expression of five fields',
    fallback: 'none',
    when: 'For schedules other than once a week',
  },
  'schedule.jitterSeconds': {
    about: 'Random delay of a start, at most',
    unit: 'seconds',
    fallback: '0',
    when: 'Set it if many regions start at the same time',
  },
  'schedule.catchUpDays': {
    about: 'How late a missed start is still made up',
    unit: 'days',
    fallback: '7',
    when: 'Longer if outages may last longer',
  },
  'schedule.enabled': {
    about: 'Whether the schedule is active',
    fallback: 'true',
    when: '`false` for a region or environment without a schedule in a project that has one',
  },
  'watch.everySeconds': {
    about: 'Time between two looks at the landing folder',
    unit: 'seconds',
    fallback: '60 if there is a `watch`; without one, landing is not watched',
    when: 'Longer for object stores that charge by request',
  },
  'watch.stableSeconds': {
    about: 'How long a file must stay unchanged before it counts as complete',
    unit: 'seconds',
    fallback: '30',
    when: 'Longer if files are written slowly or in place',
  },
  'watch.enabled': {
    about: 'Whether landing is watched',
    fallback: 'true',
    when: '`false` in an environment that must not react to files',
  },
  staleAfterDays: {
    about: 'Age of a model, from its training cutoff to the scoring cutoff, at which it is trained again',
    unit: 'days',
    when: 'Shorter if assortment and prices change fast',
  },
  'drift.psi': {
    about: 'Population stability index above which a column has drifted',
    when: 'Higher if there are false alarms. See docs/quality.md',
  },
  'drift.alpha': {
    about: 'Significance level of both tests',
    unit: 'probability',
    when: 'Smaller for fewer alarms',
  },
  'drift.leastChange': {
    about: 'Smallest mean change that counts',
    unit: 'share, in logs',
    when: 'Set it to the smallest change that is worth a training',
  },
  'drift.minWeeks': {
    about: 'Smallest number of weeks that are compared',
    unit: 'weeks',
    when: 'More for small segments',
  },
  'drift.margin': {
    about: 'How many times more values must have moved than they did between windows of the training data',
    unit: 'ratio',
    when: 'Higher if sales move a lot without drift',
  },
  'drift.columns': {
    about: 'Columns that are watched',
    range: 'list of names of columns',
    fallback: 'all',
    when: 'Leave out columns that are known to jump',
  },
  'drift.errors.enabled': {
    about: 'Whether realised errors are watched',
    when: '`false` if actuals arrive months late',
  },
  'drift.errors.factor': {
    about: 'Ratio of realised WAPE to that of the backtest from which errors count as drifted',
    unit: 'ratio',
    when: 'Higher for small segments',
  },
  'drift.errors.minWeeks': {
    about: 'Smallest number of weeks with realised errors',
    unit: 'weeks',
    when: 'More for fewer alarms',
  },
  'dataChange.quietPeriodSeconds': {
    about: 'Time without another change before new files start a cycle',
    unit: 'seconds',
    when: 'Longer than the pauses within a delivery, so that all its files cause one cycle',
  },
  'dataChange.longestWaitSeconds': {
    about: 'Time after the first change after which the cycle starts in any case',
    unit: 'seconds',
    when: 'Longer than a delivery takes',
  },
  'retention.datasetsWeeks': {
    about: 'How long dataset versions that nothing depends on are kept',
    unit: 'weeks',
    when: 'Longer to compare with older data; see docs/registry.md',
  },
  'retention.unpromotedModelsDays': {
    about: 'How long models that were never promoted are kept',
    unit: 'days',
    when: 'Shorter to save space',
  },
  'retention.checkpointsDays': {
    about: 'How long checkpoints of trainings are kept',
    unit: 'days',
    when: 'At least as long as an interrupted training may wait',
  },
  'retention.keepPublishedForecasts': {
    about: 'Whether published forecasts are kept forever',
    when: '`false` if old ones are not needed',
  },
  'retention.graceHours': {
    about: 'Age below which nothing is deleted, even if nothing depends on it',
    unit: 'hours',
    when: 'Longer than the longest cycle',
  },
  'environments.<name>.promotion': {
    about: '`automatic`: a challenger that passes its gate becomes champion; `manual`: a person decides',
    fallback: 'environments are `dev`, automatic, and `prod`, manual',
    when: '`manual` if a person is responsible for the numbers',
  },
  'environments.<name>.approval.remindEveryHours': {
    about: 'Time between reminders of a decision',
    unit: 'hours',
    when: "With `promotion: 'manual'`; shorter than the wait",
  },
  'environments.<name>.approval.expireAfterDays': {
    about: 'How long a challenger waits for a decision; after that it is not promoted',
    unit: 'days',
    when: "With `promotion: 'manual'`",
  },
};
