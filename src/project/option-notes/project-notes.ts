import type { OptionNotes } from './option-note.ts';

/** Options of the project as a whole: what is forecast, for whom. */
export const projectNotes: OptionNotes = {
  name: {
    about: 'The name of the project, part of workflow ids and paths',
    range: 'lower-case letters, digits and dashes, at most 60',
    when: 'Choose it once, at the start: a different name is a different project with its own history',
  },
  weekStartsOn: {
    about: 'The weekday on which sales weeks start; weeks are named by that day',
    when: 'Set it to the first day of the weeks in your files',
  },
  horizonWeeks: {
    about: 'How many weeks after the cutoff are forecast',
    unit: 'weeks',
    when: 'As far ahead as you order or plan. A longer horizon costs training time and needs prices and promotions that far ahead',
  },
  landingDirectory: {
    about: 'Where raw files arrive',
    range: 'a folder, `s3://bucket/prefix`, `azblob://container/prefix` or `gs://bucket/prefix`',
    when: 'Set it if files land outside the project folder',
  },
  'regions[].name': {
    about: 'A region, with its own cycles, models and schedules',
    range:
      'lower-case letters, digits and dashes, at most 60; the texts in the column `region` of stores, which may have capitals, and blanks or underscores for dashes',
    when: 'One for each part of the business that gets its data and its forecasts at the same time',
  },
  'regions[].timeZone': {
    about: 'The time zone of its schedule',
    range: 'an IANA time zone, `America/Chicago`',
    when: 'The local time zone of its people',
  },
  formats: {
    about: 'Store formats, each with its own models',
    range: 'list of names, the texts in the column `format` of stores, which may be spelled like regions',
    when: 'Use formats if stores differ in what and how much they sell. Small formats have little to learn from: give two similar ones the same name',
  },
  'velocity.fastShareOfUnits': {
    about: "Share of a format's units that fast movers make up together; the other items are slow movers",
    unit: 'share',
    when: 'Rarely needed. Closer to 1 if slow movers have too few sales to learn from on their own',
  },
  'drivers.price': {
    about: "The known-ahead column with the item's own price per unit",
    range: 'name of a column',
    fallback: 'none',
    when: 'Always, if there is one: relative prices, depths of deals and their after-effects are derived from it',
  },
  'drivers.promotions': {
    about: 'The known-ahead columns that say how strongly an item is promoted',
    range: 'list of names of columns with values from 0 to 1',
    when: 'Always, if there are any: the history and mix of promotions are derived from them',
  },
  'drivers.weather': {
    about: 'Known-ahead columns that are weather, in addition to those of weather sources',
    range: 'list of names of columns',
    when: 'If weather comes by store and week, from a known-ahead source',
  },
  'drivers.events': {
    about: 'Known-ahead columns that are events, in addition to those of events sources',
    range: 'list of names of columns',
    when: 'If holidays or events come as columns by week: see "Holidays" below',
  },
  'drivers.returns': {
    about: 'The observed column with returned units',
    range: 'name of a column',
    fallback: '`returns`, if there is a source of that kind',
    when: 'If returns are a column of an observed source',
  },
  'features.use': {
    about: 'What models read',
    fallback: 'all but those that need something the project lacks',
    when: 'To test a model without one of them. See docs/features.md',
  },
  'features.leadWeeks': {
    about: 'The newest weeks up to the cutoff whose actuals may not be used',
    unit: 'weeks',
    when: 'If the last weeks are not known yet, or not final, when forecasts are made',
  },
  'features.seasonalFromWeeks': {
    about:
      'Weeks of data from which models look at last year (features `last-year`, and the season in `driver-effect`)',
    unit: 'weeks',
    when: 'Lower it for sales that repeat closely every year; raise it if they follow promotions more than the season',
  },
  'features.calendar.holidays[dates].name': {
    about: 'A holiday on given days',
    range: 'text',
    when: 'For days that follow no rule, such as Diwali, your own sales, or a school holiday',
  },
  'features.calendar.holidays[dates].dates': {
    about: 'Its days',
    range: 'list of days, `YYYY-MM-DD`',
    when: 'Give past days and those within the horizon: a holiday is learned from the years in which it has days',
  },
  'features.calendar.holidays[month-day].name': {
    about: 'A holiday on the same day every year',
    range: 'text',
    when: 'For example Christmas',
  },
  'features.calendar.holidays[month-day].month': { about: 'Its month', when: 'With `day`' },
  'features.calendar.holidays[month-day].day': { about: 'Its day of the month', when: 'With `month`' },
  'features.calendar.holidays[nth-weekday].name': {
    about: 'A holiday on the nth weekday of a month',
    range: 'text',
    when: 'For example Thanksgiving, the fourth Thursday of November',
  },
  'features.calendar.holidays[nth-weekday].month': { about: 'Its month', when: 'With `weekday` and `nth`' },
  'features.calendar.holidays[nth-weekday].weekday': { about: 'Its weekday', when: 'With `month` and `nth`' },
  'features.calendar.holidays[nth-weekday].nth': {
    about: 'Which one of the month',
    when: 'With `month` and `weekday`',
  },
  'features.calendar.holidays[easter].name': {
    about: 'A holiday that moves with Easter',
    range: 'text',
    when: 'For example Easter itself, Good Friday, Pentecost',
  },
  'features.calendar.holidays[easter].offsetDays': {
    about: 'Days from Easter Sunday',
    unit: 'days',
    when: '0 is Easter Sunday, -2 Good Friday, 49 Pentecost',
  },
  'features.calendar.paydays.daysOfMonth': {
    about: 'Days of the month on which people are paid',
    when: 'Set it if sales follow wages',
  },
};
