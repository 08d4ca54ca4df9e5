/** What no table of options says. */
export const guides = `## Holidays: event, column or rule

| what it is                                                                     | how to bring it                                                        | what models see                                                                    |
| ------------------------------------------------------------------------------ | ---------------------------------------------------------------------- | ---------------------------------------------------------------------------------- |
| a day that everybody has: Christmas, Easter, Thanksgiving                      | \`features.calendar.holidays\`, by its rule or its dates                 | its week, the week before and the week after, for each holiday separately           |
| days with a strength, or for some stores only: a fair, a match, school holidays | a source of kind \`events\` with \`start\`, \`end\` and a number            | strength × share of the week's days, summed; the week before and the week after     |
| a number you have by week already: a holiday flag in your sales table          | a \`known-ahead\` source, its column named in \`drivers.events\`           | the value; the week before and the week after; a week without a row has none       |
| anything else that is known ahead and is no event: opening days, a fuel price  | a \`known-ahead\` source, its column in no role                          | the value of the target week                                                        |

Which to choose:

- A holiday is an **event** where its effect begins before it or lasts after it, which is nearly always, and where it moves in the
  calendar. The week of the year cannot represent it: Easter moves by five weeks.
- It is a **column** where it is a state of the week and nothing more: how many days the store is open, whether school is on.
- Give each kind of holiday a column or a name of its own. One flag for all of them makes Christmas and Labour Day the same.
- All of them have to reach over the horizon. A holiday that is not in the files of the coming weeks is forecast as none.
- A holiday is learned from the years it occurs in. With less than two years of data it says little.

## Seasonal and external columns of your own

Any number by week, and by store or item where it differs, can be a column:

1. **Known ahead** (\`kind: 'known-ahead'\`) where you will have it for the weeks you forecast: prices, promotions, planned openings, last
   year's sales of a season, an index that is published in advance. Files hold past and coming weeks. The row leaves out \`store\`, \`item\` or
   both where the value holds for all.
2. **Observed** (\`kind: 'observed'\`) where you know it only once the week is over: visitors, stock-outs, a survey. Models read
   its last value and its means up to the cutoff.
3. Weather by day and zip code has a kind of its own: forecasts and observations are kept apart, see [data.md](data.md#weather).

\`\`\`ts
defineSource({
  name: 'season',
  kind: 'known-ahead',
  landing: 'season/*.csv',
  // No store: it holds for all stores. One row an item and week, to the end of the horizon.
  row: z.object({ item: z.string(), week: z.string(), seasonIndex: z.number().nullable() }),
  conditioner: (table) => table.derive({ seasonIndex: escape((row) => parseNumber(row.index)) }),
});
\`\`\`

A column without a role in \`drivers\` is read as it is at the target week. What must not be known at the cutoff must not be in a known-ahead
file for past weeks either: the sales of the week itself, or a promotion that was decided later. Models would learn to trust what they
will not have. \`shelfcast validate\` looks for such columns.
`;
