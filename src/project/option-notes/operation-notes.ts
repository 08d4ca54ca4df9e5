import type { OptionNotes } from './option-note.ts';

/** Options of schedules, environments, drift and retention. */
export const operationNotes: OptionNotes = {
  'schedule.weekday': {
    about: 'The weekday on which cycles start',
    fallback: 'none: cycles start by data or on request',
    when: "With `time`; on the day on which the week's files are complete",
  },
  'schedule.time': {
    about: "The time of day on the clock of the region's time zone",
    range: '`HH:MM`',
    fallback: 'none',
    when: 'With `weekday`',
  },
  'schedule.cron': {
    about: 'Instead of weekday and time: minute, hour, day of the month, month, day of the week',
    range: 'a cron expression of five fields',
    fallback: 'none',
    when: 'For anything but once a week',
  },
  'schedule.jitterSeconds': {
    about: 'How late a start may come, at random',
    unit: 'seconds',
    fallback: '0',
    when: 'Where many regions start at the same time',
  },
  'schedule.catchUpDays': {
    about: 'How late a missed start is still made up for',
    unit: 'days',
    fallback: '7',
    when: 'Longer where outages may last',
  },
  'schedule.enabled': {
    about: 'Whether the schedule holds',
    fallback: 'true',
    when: '`false` for a region or environment that has none, where the project has one',
  },
  'watch.everySeconds': {
    about: 'Time between two looks at the landing folder',
    unit: 'seconds',
    fallback: '60, where there is a `watch`; without one nobody looks',
    when: 'Longer for object stores that charge by request',
  },
  'watch.stableSeconds': {
    about: 'How long a file must stay as it is before it counts as whole',
    unit: 'seconds',
    fallback: '30',
    when: 'Longer where files are written slowly or in place',
  },
  'watch.enabled': {
    about: 'Whether landing is watched',
    fallback: 'true',
    when: '`false` in an environment that is not to react to files',
  },
  staleAfterDays: {
    about: 'Age of a model, from its training cutoff to the scoring cutoff, at which it is trained again',
    unit: 'days',
    when: 'Shorter where assortment and prices change fast',
  },
  'drift.psi': {
    about: 'Population stability index above which a column has drifted',
    when: 'Higher where alarms come without reason. See docs/quality.md',
  },
  'drift.alpha': {
    about: 'Probability of chance below which a difference counts, in both tests',
    unit: 'probability',
    when: 'Smaller for fewer alarms',
  },
  'drift.leastChange': {
    about: 'Mean change below which nothing counts',
    unit: 'share, in logs',
    when: 'The smallest change worth a training',
  },
  'drift.minWeeks': {
    about: 'Weeks that are compared, at least',
    unit: 'weeks',
    when: 'More for small segments',
  },
  'drift.margin': {
    about: 'How much further values must have moved than windows of the training data moved without drift',
    unit: 'ratio',
    when: 'Higher where sales move a lot without drift',
  },
  'drift.columns': {
    about: 'Columns that are watched',
    range: 'list of names of columns',
    fallback: 'all',
    when: 'Where some are known to jump',
  },
  'drift.errors.enabled': {
    about: 'Whether realised errors are watched',
    when: '`false` where actuals come months late',
  },
  'drift.errors.factor': {
    about: 'Realised WAPE over that of the backtest from which errors have drifted',
    unit: 'ratio',
    when: 'Higher for small segments',
  },
  'drift.errors.minWeeks': {
    about: 'Weeks with realised errors, at least',
    unit: 'weeks',
    when: 'More for fewer alarms',
  },
  'dataChange.quietPeriodSeconds': {
    about: 'Time without another change before new files start a cycle',
    unit: 'seconds',
    when: 'Longer than the pauses within a delivery: one cycle for all its files',
  },
  'dataChange.longestWaitSeconds': {
    about: 'Time after the first change at which the cycle starts in any case',
    unit: 'seconds',
    when: 'Longer than a delivery takes',
  },
  'retention.datasetsWeeks': {
    about: 'How long dataset versions are kept that nothing depends on',
    unit: 'weeks',
    when: 'Longer to compare with older data; see docs/registry.md',
  },
  'retention.unpromotedModelsDays': {
    about: 'How long models are kept that were never promoted',
    unit: 'days',
    when: 'Shorter to save space',
  },
  'retention.checkpointsDays': {
    about: 'How long checkpoints of trainings are kept',
    unit: 'days',
    when: 'At least as long as an interrupted training may wait',
  },
  'retention.keepPublishedForecasts': {
    about: 'Whether published forecasts are kept for good',
    when: '`false` where no one asks for old ones',
  },
  'retention.graceHours': {
    about: 'Age below which nothing is deleted, whatever depends on it',
    unit: 'hours',
    when: 'Longer than the longest cycle',
  },
  'environments.<name>.promotion': {
    about: '`automatic`: a challenger that passes its gate becomes champion; `manual`: a person decides',
    fallback: 'environments are `dev`, automatic, and `prod`, manual',
    when: '`manual` where somebody answers for the numbers',
  },
  'environments.<name>.approval.remindEveryHours': {
    about: 'Time between reminders of a decision',
    unit: 'hours',
    when: "With `promotion: 'manual'`; shorter than the wait",
  },
  'environments.<name>.approval.expireAfterDays': {
    about: 'How long a decision is waited for; then the challenger is not promoted',
    unit: 'days',
    when: "With `promotion: 'manual'`",
  },
};
