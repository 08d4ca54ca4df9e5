import type { OptionNotes } from './option-note.ts';

const severity = {
  about: '`block` ends the cycle before anything is trained or published, `warn` is recorded and shown',
  when: '`block` where forecasts of such data would do harm',
};

/** Options of sources. */
export const sourceNotes: OptionNotes = {
  'sources[].name': {
    about: 'The name of the source, in messages, figures and commands',
    range: 'lower-case letters, digits and dashes, at most 60',
    when: 'One for each kind of file',
  },
  'sources[].kind': {
    about: 'What its rows are, and how they are used',
    when: 'See docs/data.md. Several sources of stores, or of items, complete each other by store or item',
  },
  'sources[].landing': {
    about: 'Its files below the landing folder',
    range: 'a glob, `sales/*.{csv,csv.gz}`',
    when: 'One glob for each source; two sources may read the same files',
  },
  'sources[].columns': {
    about: 'Columns that each raw file must have',
    range: 'list of names of columns',
    when: 'Always: a file without one then stops the source by name, instead of giving empty values',
  },
  'sources[].delimiter': {
    about: 'What separates values in delimited files; files that end in .tsv use a tab',
    range: '`,`, `;`, tab, `|`',
    when: 'Where files are written with another one',
  },
  'sources[].row': {
    about: 'A row of the standard table',
    range: '`z.object` of texts, numbers and booleans',
    when: 'The columns a kind needs are in docs/data.md; further ones become columns, attributes or categories',
  },
  'sources[].conditioner': {
    about: 'Makes the standard table of a raw one',
    range: '`(table, context) => table`, an arquero table of texts',
    when: 'Always, in a file of its own: it is run again only where its code changes',
  },
  'sources[].raw': {
    about: 'Checks raw rows before the conditioner sees them',
    range: '`z.object` of texts',
    fallback: 'not checked',
    when: 'Where a file holds rows that are not meant for the source, or broken ones the conditioner cannot take',
  },
  'sources[].reads': {
    about: 'What the conditioner gets at a time',
    when: '`file` where it looks across rows, as a sum by week does. Chunks keep memory bounded',
  },
  'sources[].migrations.renamed': {
    about: 'Old name of a column in files, to the name the conditioner knows',
    range: "`{ brand_id: 'brand' }`",
    fallback: 'none',
    when: 'Where a column was renamed and files of both kinds are there',
  },
  'sources[].migrations.defaults': {
    about: 'Columns that older files lack, and the text that is used for every value',
    range: "`{ currency: 'EUR' }`",
    fallback: 'none',
    when: 'Where a column came later',
  },
  'sources[].maxBadShare': {
    about: "Largest share of a file's rows that may be set aside before the source fails",
    unit: 'share',
    when: 'Higher for small files with known faults, 0 for stores and items',
  },
  'sources[].missingWeek': {
    about: 'Of shipments and returns: what a week without a row means, where the store has rows of it',
    when: '`zero` where files leave out what did not sell. A warning names the source where the data look like it (docs/quality.md)',
  },
  'sources[].repeatedWeek': {
    about: 'Of shipments and returns: what rows of one store, item and week are that come more than once',
    fallback: '`corrections`',
    when: '`parts` where rows add up: files by month, tills, channels. Rows of days need no option, only their `date` (docs/data.md)',
  },
  'sources[].checks[range].column': {
    about: 'The column whose values are looked at',
    range: 'name of a column of the row with numbers',
    when: 'For values that are wrong beyond a limit: cases for units, cents for euros',
  },
  'sources[].checks[range].min': {
    about: 'Smallest value',
    unit: 'of the column',
    fallback: 'none',
    when: 'With or instead of `max`',
  },
  'sources[].checks[range].max': {
    about: 'Largest value',
    unit: 'of the column',
    fallback: 'none',
    when: 'With or instead of `min`',
  },
  'sources[].checks[range].maxShare': {
    about: 'Share of the values that may lie outside',
    unit: 'share',
    when: 'Above 0 where single values are allowed to',
  },
  'sources[].checks[range].severity': severity,
  'sources[].checks[completeness].minCoverage': {
    about: 'Share of the series that had a value in the last quarter which must have one in the cutoff week',
    unit: 'share',
    when: 'Where a delivery of some stores must not pass for one of all',
  },
  'sources[].checks[completeness].severity': severity,
  'sources[].checks[volume].minShare': {
    about: 'Rows of the cutoff week over those of the median week of the year before, at least',
    unit: 'ratio',
    fallback: 'none; without a check of its own a source is warned about below 0.5',
    when: 'Lower where weeks differ that much by season',
  },
  'sources[].checks[volume].maxShare': {
    about: 'The same, at most',
    unit: 'ratio',
    fallback: 'none',
    when: 'Where files may be delivered twice',
  },
  'sources[].checks[volume].severity': severity,
  'sources[].checks[uniqueness].maxShare': {
    about: 'Share of the rows that may have the key of an earlier row of their file',
    unit: 'share',
    when: 'Where extracts are known to repeat rows',
  },
  'sources[].checks[uniqueness].severity': severity,
  'sources[].checks[referential].maxShare': {
    about: 'Share of the rows that may name an unknown store or item',
    unit: 'share',
    when: 'Where lists of stores and items lag behind',
  },
  'sources[].checks[referential].severity': severity,
  'sources[].freshness.maxWeeksBehind': {
    about: 'Weeks from the newest row to the cutoff, at most',
    unit: 'weeks',
    when: 'Without `freshness` a source is warned about from 2 weeks on. 0 where each cycle needs the newest week',
  },
  'sources[].freshness.severity': severity,
  'sources[].weekly': {
    about: 'Of weather: how the days of a week become its value, by column',
    range: "`{ rain: 'sum' }`; `mean`, `sum`, `min`, `max`",
    fallback: '`mean`',
    when: 'For amounts, as rain, and extremes',
  },
};
