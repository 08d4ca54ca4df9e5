import type { OptionNotes } from './option-note.ts';

const severity = {
  about: '`block` ends the cycle before anything is trained or published, `warn` is recorded and shown',
  when: '`block` if forecasts from such data would do harm',
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
    about: 'Its files, relative to the landing folder',
    range: 'a glob, `sales/*.{csv,csv.gz}`',
    when: 'One glob for each source; two sources may read the same files',
  },
  'sources[].columns': {
    about: 'Columns that each raw file must have',
    range: 'list of names of columns',
    when: 'Always: a file without one then stops the source with an error that names it, instead of giving empty values',
  },
  'sources[].delimiter': {
    about: 'The separator of values in delimited files; files that end in .tsv use a tab',
    range: '`,`, `;`, tab, `|`',
    when: 'If files use a different one',
  },
  'sources[].encoding': {
    about: 'How text files are written; a byte order mark decides where a file has one',
    range: '`utf-8`, `windows-1252`, `utf-16le`, `utf-16be`',
    fallback: '`utf-8`',
    when: 'Files that Excel or Windows wrote are often `windows-1252`; with `utf-8` their lines with accents are set aside',
  },
  'sources[].row': {
    about: 'A row of the standard table',
    range: '`z.object` of texts, numbers and booleans',
    when: 'The columns that a kind needs are in docs/data.md; others become columns, attributes or categories',
  },
  'sources[].conditioner': {
    about: 'Turns a raw table into the standard table',
    range: '`(table, context) => table`, an arquero table of texts',
    when: 'Always, in a separate file: then it runs again only if its code changes',
  },
  'sources[].raw': {
    about: 'Checks raw rows before the conditioner sees them',
    range: '`z.object` of texts',
    fallback: 'not checked',
    when: 'If files have rows that are not meant for the source, or broken rows that the conditioner cannot handle',
  },
  'sources[].reads': {
    about: 'What the conditioner gets at a time',
    when: '`file` if it looks across rows, for example to sum by week. Chunks keep memory bounded',
  },
  'sources[].migrations.renamed': {
    about: 'Old name of a column in files, and the name that the conditioner uses',
    range: "`{ brand_id: 'brand' }`",
    fallback: 'none',
    when: 'If a column was renamed and both kinds of files exist',
  },
  'sources[].migrations.defaults': {
    about: 'Columns that older files lack, and the text that is used for every value',
    range: "`{ currency: 'EUR' }`",
    fallback: 'none',
    when: 'If a column was added later',
  },
  'sources[].maxBadShare': {
    about: "Largest share of a file's rows that may be set aside before the source fails",
    unit: 'share',
    when: 'Higher for small files with known errors, 0 for stores and items',
  },
  'sources[].missingWeek': {
    about: 'For shipments and returns: what a week without a row means if the store has other rows for that week',
    when: '`zero` if files leave out what did not sell. A warning names the source if the data look like that (docs/quality.md)',
  },
  'sources[].repeatedWeek': {
    about: 'For shipments and returns: the meaning of several rows with the same store, item and week',
    fallback: '`corrections`',
    when: '`parts` if rows add up: files by month, till or channel. Rows of days need no option, only their `date` (docs/data.md)',
  },
  'sources[].checks[range].column': {
    about: 'The column whose values are checked',
    range: 'name of a column of the row with numbers',
    when: 'For values that are wrong beyond a limit: cases for units, cents for euros',
  },
  'sources[].checks[range].min': {
    about: 'Smallest value',
    unit: 'of the column',
    fallback: 'none',
    when: 'Together with or instead of `max`',
  },
  'sources[].checks[range].max': {
    about: 'Largest value',
    unit: 'of the column',
    fallback: 'none',
    when: 'Together with or instead of `min`',
  },
  'sources[].checks[range].maxShare': {
    about: 'Share of the values that may be outside',
    unit: 'share',
    when: 'Above 0 if single values may be outside',
  },
  'sources[].checks[range].severity': severity,
  'sources[].checks[completeness].minCoverage': {
    about: 'Of the series with a value in the last quarter, the share that must have one in the cutoff week',
    unit: 'share',
    when: 'If a delivery with only some stores must be detected',
  },
  'sources[].checks[completeness].severity': severity,
  'sources[].checks[volume].minShare': {
    about: 'Smallest ratio of rows in the cutoff week to rows in the median week of the year before',
    unit: 'ratio',
    fallback: 'none; a source without this check gets a warning below 0.5',
    when: 'Lower if weeks differ that much by season',
  },
  'sources[].checks[volume].maxShare': {
    about: 'The largest ratio',
    unit: 'ratio',
    fallback: 'none',
    when: 'If files may be delivered twice',
  },
  'sources[].checks[volume].severity': severity,
  'sources[].checks[uniqueness].maxShare': {
    about: 'Share of the rows that may have the key of an earlier row of their file',
    unit: 'share',
    when: 'Above 0 if extracts are known to repeat rows',
  },
  'sources[].checks[uniqueness].severity': severity,
  'sources[].checks[referential].maxShare': {
    about: 'Share of the rows that may name an unknown store or item',
    unit: 'share',
    when: 'Above 0 if lists of stores and items lag behind',
  },
  'sources[].checks[referential].severity': severity,
  'sources[].freshness.maxWeeksBehind': {
    about: 'Largest number of weeks from the newest row to the cutoff',
    unit: 'weeks',
    when: 'Without `freshness`, a source gets a warning from 2 weeks on. 0 if each cycle needs the newest week',
  },
  'sources[].freshness.severity': severity,
  'sources[].weekly': {
    about: 'For weather: how the days of a week are combined, by column',
    range: "`{ rain: 'sum' }`; `mean`, `sum`, `min`, `max`",
    fallback: '`mean`',
    when: 'For amounts, such as rain, and extremes',
  },
};
