/** What no table of options says. */
export const guides = `## Holidays: event, column or rule

| what it is                                                                     | how to declare it                                                      | what models see                                                                    |
| ------------------------------------------------------------------------------ | ---------------------------------------------------------------------- | ---------------------------------------------------------------------------------- |
| a day that applies to all: Christmas, Easter, Thanksgiving                      | \`features.calendar.holidays\`, by its rule or its dates                 | its week, the week before and the week after, for each holiday separately           |
| days with a strength, or for some stores only: a fair, a match, school holidays | a source of kind \`events\` with \`start\`, \`end\` and a number            | strength × share of the week's days, summed; the week before and the week after     |
| a number you have by week already: a holiday flag in your sales table          | a \`known-ahead\` source, its column named in \`drivers.events\`           | the value; the week before and the week after; a week without a row has none       |
| anything else known ahead that is not an event: opening days, a fuel price  | a \`known-ahead\` source, its column without a role                      | the value of the target week                                                        |

Which to choose:

- Use an **event** if the holiday's effect begins before it or lasts after it, which is nearly always the case, and if it moves in the
  calendar. The week of the year cannot represent it: Easter moves by five weeks.
- Use a **column** if it is only a state of the week: how many days the store is open, whether school is on.
- Give each kind of holiday its own column or name. One flag for all of them makes Christmas and Labour Day the same.
- All of them have to extend over the horizon. A holiday that is not in the files of the coming weeks is not forecast.
- A holiday is learned from the years in which it occurs. With less than two years of data little can be learned.

## Your own seasonal and external columns

Any number by week, and by store or item if it differs between them, can be a column:

1. **Known ahead** (\`kind: 'known-ahead'\`) if you will have it for the weeks you forecast: prices, promotions, planned openings, last
   year's sales of a season, an index that is published in advance. Files hold past and coming weeks. The row leaves out \`store\`, \`item\` or
   both if the value applies to all.
2. **Observed** (\`kind: 'observed'\`) if you know it only once the week is over: visitors, stock-outs, a survey. Models read
   its last value and its means up to the cutoff.
3. Weather by day and zip code has its own kind, which keeps forecasts and observations apart, see [data.md](data.md#weather).

\`\`\`ts
defineSource({
  name: 'season',
  kind: 'known-ahead',
  landing: 'season/*.csv',
  // No store: it applies to all stores. One row per item and week, to the end of the horizon.
  row: z.object({ item: z.string(), week: z.string(), seasonIndex: z.number().nullable() }),
  conditioner: (table) => table.derive({ seasonIndex: escape((row) => parseNumber(row.index)) }),
});
\`\`\`

The value of a column without a role in \`drivers\` is read at the target week. A value that is unknown at the cutoff must not be in a known-ahead
file for past weeks either, for example the sales of the week itself, or a promotion that was decided later. Otherwise models learn to rely on values
that they will not have. \`shelfcast validate\` looks for such columns.
`;
