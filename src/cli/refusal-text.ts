import { refusalSentence } from '../app/refusal-sentence.ts';
import { OptionSettingError } from '../project/errors.ts';
import type { Refusal, RefusalCode, RefusalFacts, RefusalKind, Remedy, RemedyFacts } from '../app/refusal.ts';

/** A refusal as the command line says it: its name, and a sentence with the way out. */
export function refusalText(refused: Refusal): { readonly name: string; readonly message: string } {
  const { code, kind, facts, remedy } = refused;
  const advise = remedy && (remedies[remedy] as (facts: RefusalFacts[RefusalCode]) => string);
  const message = `${sentenceOf(refused)}${advise?.(facts) ?? ''}`;
  return { name: names[code] ?? namesOfKinds[kind], message };
}

function sentenceOf(refused: Refusal): string {
  if (refused.code !== 'invalid-options') return refusalSentence(refused);
  // Set on the command line: the error names the option it came from.
  const { file, faults } = refused.facts as RefusalFacts['invalid-options'];
  return new OptionSettingError(file, faults).message;
}

/** The word before a refusal, where its code has none of its own. */
const namesOfKinds: Readonly<Record<RefusalKind, string>> = {
  invalid: 'UsageError',
  unknown: 'UsageError',
  conflict: 'UsageError',
  refused: 'RequestRefusedError',
  unavailable: 'UsageError',
  gone: 'UsageError',
};

const names: Readonly<Partial<Record<RefusalCode, string>>> = {
  'unregistered-model': 'ModelRefusedError',
  'champion-model': 'ModelRefusedError',
  'waiting-model': 'ModelRefusedError',
  'retired-model': 'ModelRefusedError',
  'model-in-use': 'ModelRefusedError',
  'deleted-model': 'ModelRefusedError',
  'decision-refused': 'DecisionRefusedError',
  'unknown-model-decided': 'DecisionRefusedError',
  'model-elsewhere-decided': 'DecisionRefusedError',
  'retired-model-decided': 'DecisionRefusedError',
  'lost-wait-decided': 'DecisionRefusedError',
  'waiting-model-decided': 'DecisionRefusedError',
  'invalid-options': 'OptionSettingError',
  'foreign-schedule': 'ForeignScheduleError',
  'unknown-build': 'UnknownBuildError',
  'unversioned-runs': 'UnversionedRunsError',
  'manifest-lost': 'ManifestLostError',
};

/** Ways out that commands name too, where they find the fault themselves. */
export const waysOut = {
  writeRows: (file: string) => `write one with: shelfcast backtest --format csv --rows -o ${file}`,
} as const;

/** What follows a sentence: the way out, in commands and options. */
const remedies: { readonly [One in Remedy]: (facts: RemedyFacts<One>) => string } = {
  'write-rows': ({ file }) => `; ${waysOut.writeRows(file)}`,
  'repeat-backtests': () => '; compare backtests of the same data with the same --cutoff and --windows',
  'list-keys': () => '; "shelfcast keys list" shows them',
  'list-webhook-secrets': ({ environment }) => `; "shelfcast webhooks list --env ${environment}" shows them`,
  'revoke-webhook-secret': ({ environment }) =>
    `; revoke the old one: "shelfcast webhooks list --env ${environment}" shows both`,
  'list-models': () => '; "shelfcast models list" shows them',
  'list-datasets': () => '; "shelfcast datasets list" shows them',
  'name-more-of-version': ({ shortest }) => `; name at least ${shortest} characters of one`,
  'name-more-of-dataset': ({ shortest }) => `: give at least ${shortest} characters of a version`,
  'name-dataset': () => ' with --region and, if not its newest, --cutoff',
  'name-environment': ({ knownIn }) => `, for which say --env ${knownIn}`,
  'name-one-file': () => ': name one delimited file with --file',
  'check-out-code': ({ registeredAt }) =>
    `: check out Shelfcast and the project as they were when it was registered, e.g. git checkout $(git rev-list -1 --before=${registeredAt} HEAD)`,
  'replace-champion': ({ segment, environment }) =>
    `: go back to an earlier one first, "shelfcast rollback ${segment} --env ${environment}", or have the segment scored by the baseline on purpose, with --to-baseline`,
  'name-source': ({ knownIn }) => `: --from ${knownIn}`,
  'unretire-model': ({ version, environment }) =>
    `; "shelfcast models unretire ${version} --env ${environment}" takes that back`,
  'judge-again': ({ environment, region, segment }) =>
    `; "shelfcast request --env ${environment} --region ${region} --retrain ${segment}" has it judged again`,
  'decide-challenger': ({ version, environment }) =>
    `: "shelfcast approve ${version} --env ${environment}", or reject it`,
  'reject-challenger': ({ version }) => `: "shelfcast reject ${version}" first`,
  'give-reason': () => ': --reason <text>',
  'sync-all-schedules': () => '. Schedules of one it no longer has go with a sync of all',
  'widen-landing': () => '; widen it so that further files can come',
};
