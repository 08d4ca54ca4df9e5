import type { EndedPromotion } from '../ports/champions.ts';
import type { Refusal, RefusalCode, RefusalFacts } from './refusal.ts';

/** What a refusal says, in a sentence that every edge may use: it names no command and no option. */
export function refusalSentence({ code, facts }: Pick<Refusal, 'code' | 'facts'>): string {
  return (sentences[code] as (facts: RefusalFacts[RefusalCode]) => string)(facts);
}

const detailOf = ({ detail }: { readonly detail: string }): string => detail;

const sentences: { readonly [Code in RefusalCode]: (facts: RefusalFacts[Code]) => string } = {
  'invalid-input': ({ faults }) =>
    `this cannot be asked: ${faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  'unknown-region': ({ region, known }) => `the project has no region "${region}"; it has ${known.join(', ')}`,
  'unknown-environment': ({ environment, known }) =>
    `the project has no environment "${environment}"; it has ${known.join(', ')}`,
  'unknown-source': ({ source, known }) => `the project has no source "${source}"; it has ${known.join(', ')}`,
  'unknown-page': ({ page }) => `no page is named "${page}"; the page before names it`,
  'unknown-key': ({ id }) => `there is no key "${id}"`,
  'unknown-blob': ({ environment, hash }) => `no published file of ${environment} has the SHA-256 ${hash}`,
  'unknown-trigger': ({ environment, triggerId }) =>
    `nothing was asked for in ${environment} with the id "${triggerId}"`,
  'unknown-webhook-secret': ({ id, environment }) => `${environment} has no secret "${id}" of webhooks`,
  'enough-webhook-secrets': ({ name, environment, most }) =>
    `"${name}" has ${most} usable secrets in ${environment} already: the old one and the new one`,
  'no-week': ({ given }) => `"${given}" is not a week; a cutoff is the day a week starts on, as YYYY-MM-DD`,
  'other-weekday': ({ week, weekday, weekStartsOn }) =>
    `${week} is a ${weekday}; the project's weeks start on ${weekStartsOn}`,
  'unknown-segment': ({ segment, known }) => `the project has no segment "${segment}"; it has ${known.join(', ')}`,
  'invalid-options': ({ faults }) =>
    `options cannot be set so: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
  'no-promotions': () => 'no errors by promotion: the project names no promotions (drivers.promotions)',
  'no-holidays': () =>
    'no errors by holiday: the project knows no holidays (features.calendar.holidays) and no events (drivers.events)',
  'unknown-grouping': ({ by, known }) => `no errors by "${by}": the project has ${known.join(', ')}`,
  'cutoff-after-data': ({ region, cutoff, latest }) =>
    `the cutoff ${cutoff} is after the last shipments of ${region}, ${latest}`,
  'data-without-segments': ({ segments, known }) =>
    `the data has no segment ${segments.join(', ')}; it has ${known.join(', ')}`,
  'rows-unreadable': ({ file, reason }) => `${file} cannot be read as CSV (${reason})`,
  'rows-without-columns': ({ file, missing }) =>
    `${file} has no rows of a backtest: it lacks the columns ${missing.join(', ')}`,
  'rows-missing': ({ file }) => `${file} has no rows`,
  'rows-without-forecaster': ({ file, forecaster }) =>
    `${file} has no column ${forecaster}: nothing was fitted for it, or the file is an older one`,
  'rows-not-numbers': ({ file, row, column, value }) =>
    `${file} row ${row} has "${value}" as ${column}, which is not a number`,
  'rows-without-group': ({ file, by, column, known }) =>
    `${file} has no column ${column} to compare by ${by}; it can be compared by ${known.join(', ')}`,
  'nothing-in-common': ({ otherActuals, sides }) => {
    const what =
      otherActuals > 0 ? `no row with the same actual; ${otherActuals} rows have others` : 'no row in common';
    const extents = sides.map(({ file, regions, firstCutoff, lastCutoff }) => {
      return `${file} has ${regions.join(', ')} with cutoffs ${firstCutoff} to ${lastCutoff}`;
    });
    return `${what}: ${extents.join(', ')}`;
  },
  'manifest-lost': detailOf,
  'no-audit-record': ({ file, line }) => `line ${line} of ${file} is not an audit record`,
  'unknown-model': ({ wanted }) => `there is no model version "${wanted}"`,
  'ambiguous-model': ({ wanted, versions }) => `"${wanted}" may be ${versions.join(', ')}`,
  'unknown-champion': ({ environment, segment, known }) =>
    `${environment} has no champion of "${segment}"; it has ${known.length === 0 ? 'none at all' : `those of ${known.join(', ')}`}`,
  'model-elsewhere': ({ environment, version, knownIn }) =>
    `${environment} has no model version ${version}; ${knownIn} has it`,
  'model-of-other-code': ({ version, trainedBy, thisIs }) =>
    `model ${version} was trained by code ${trainedBy.slice(0, 12)}, and this is ${thisIs.slice(0, 12)}`,
  'model-without-dataset': ({ version, datasetVersion }) =>
    `the registry does not know dataset ${datasetVersion} of model ${version}`,
  'unregistered-model': detailOf,
  'champion-model': detailOf,
  'waiting-model': detailOf,
  'retired-model': detailOf,
  'model-in-use': detailOf,
  'deleted-model': detailOf,
  'unknown-series': ({ store, item }) => `the model's data has no item "${item}" in store "${store}"`,
  'unknown-target-week': ({ week, known }) => `the model forecasts no week "${week}"; it forecasts ${known.join(', ')}`,
  'no-dataset-named': () => 'name a version, or a region',
  'short-dataset': ({ wanted }) => `"${wanted}" is too short`,
  'unknown-dataset': ({ wanted }) => `no dataset version begins with "${wanted}"`,
  'ambiguous-dataset': ({ wanted, found }) => {
    const named = found.map(({ version, region, cutoff }) => `${version.slice(0, 16)} (${region} ${cutoff})`);
    return `${found.length} dataset versions begin with "${wanted}": ${named.join(', ')}; give more characters`;
  },
  'region-without-dataset': ({ region }) => `no dataset version of region "${region}" is registered`,
  'unknown-cutoff': ({ region, cutoff, newest }) =>
    `${region} has no dataset version of ${cutoff}; its newest cutoffs are ${newest.join(', ')}`,
  untraceable: ({ start }) => `the registry has no record of ${JSON.stringify(start)}`,
  'progress-unknown': ({ cycleId }) => `Temporal, or a worker, did not say in time what ${cycleId} is doing`,
  'unknown-cycle': ({ environment, cycleId }) => `${environment} has no cycle "${cycleId}"`,
  'nothing-published': ({ environment, region, cutoff }) =>
    `nothing was published for ${region}${cutoff === undefined ? '' : ` from ${cutoff}`} in ${environment}`,
  'no-such-row': ({ conditions }) => `the forecasts have no row with ${JSON.stringify(conditions)}`,
  'forecast-gone': ({ region, cutoff, keptWeeks }) =>
    `the forecasts of ${region} from ${cutoff} are no longer kept: the project keeps the latest ones of each region and those of the last ${keptWeeks} weeks`,
  'forecast-without-dataset': ({ region, cutoff, datasetVersion }) =>
    `the registry does not know dataset ${datasetVersion}, from which ${region} was forecast at ${cutoff}`,
  'unknown-lever': ({ lever, known }) =>
    known.length === 0
      ? `"${lever}" cannot be changed: the data have no columns that are known ahead`
      : `"${lever}" cannot be changed: the columns known ahead are ${known.join(', ')}`,
  'scored-without-model': ({ item, scoredBy }) =>
    `item ${item} was forecast without a model (${scoredBy.join(', ')}), which no price, promotion or event moves`,
  'text-too-long': ({ column, length, longest }) =>
    `a text of ${length} characters in the column ${column} does not fit into a cell of a workbook, which holds ${longest}: take CSV or Parquet`,
  'too-many-rows': ({ rows, most }) =>
    `${rows} rows are asked for, and one request answers at most ${most}: name a store, a format or fewer rows`,
  'took-too-long': ({ seconds }) =>
    `this took longer than ${seconds} seconds and was ended; ask for less, or try again`,
  'nothing-quarantined': () => 'no row that was set aside matches',
  'mixed-headers': () => 'the rows come from files of different headers, or of none',
  'source-would-not-take': ({ source, path, landing }) =>
    `${source} would not take ${path}: its landing glob is ${landing}`,
  'landed-by-others': ({ source, path }) =>
    `others land rows of ${source} right now and took the name ${path}; nothing was landed: try again`,
  'too-many-quarantined': ({ rows, most }) =>
    `${rows} rows were set aside, and one file has at most ${most}: name a reason or a file`,
  'controller-refused': ({ region, reason }) => `${region}: ${reason}`,
  'invalid-trigger': ({ faults }) => `this cannot be sent: ${faults.join('; ')}`,
  'malformed-segment': ({ segment }) =>
    `"${segment}" is no segment; write region/format/velocity, e.g. us-midwest/large/fast`,
  'ambiguous-challenger': ({ wanted, versions }) => `"${wanted}" may be ${versions.join(', ')}; name one of them`,
  'unknown-challenger': ({ wanted, environment, ended, waiting }) => {
    const others = waiting.map(({ segment, version }) => `${segment} (${version})`).join(', ');
    const instead = ended ? endedText(ended) : others === '' ? 'none does' : `those of ${others} do`;
    return `no challenger "${wanted}" waits for approval in ${environment}; ${instead}`;
  },
  'decision-refused': detailOf,
  'unknown-model-decided': detailOf,
  'model-elsewhere-decided': detailOf,
  'retired-model-decided': detailOf,
  'lost-wait-decided': detailOf,
  'waiting-model-decided': detailOf,
  'reason-missing': () => 'give a reason for the audit trail',
  'unscheduled-environment': ({ environment, known }) =>
    `the project has no environment "${environment}"; it has ${known.join(', ')}`,
  'foreign-schedule': detailOf,
  'unknown-build': detailOf,
  'unversioned-runs': detailOf,
};

function endedText({ version, decision, by, at, reason }: EndedPromotion): string {
  return `${version} has been ${decision} by ${by} on ${at.slice(0, 10)}: ${reason}`;
}
