import type { EndedPromotion } from '../ports/champions.ts';

/**
 * Why something was not done, for code that handles it without knowing the case: `invalid`: the question itself is wrong; `unknown`: what it
 * names is not there; `conflict`: it does not fit how things stand; `refused`: a rule or a person stands against it; `unavailable`: what is
 * needed cannot be reached; `gone`: what was there is no longer kept.
 */
export type RefusalKind = 'invalid' | 'unknown' | 'conflict' | 'refused' | 'unavailable' | 'gone';

/** The code says all. */
type NoFacts = Readonly<Record<string, never>>;

/** A model in an environment. */
interface ModelFacts {
  readonly environment: string;
  readonly version: string;
  /** What the registry says of it. */
  readonly detail: string;
}

/** A model that something was decided on, in an environment that does not allow it. */
interface DecidedFacts {
  readonly environment: string;
  readonly version: string;
  /** What the workflow or the registry says of it. */
  readonly detail: string;
}

/** What a file of backtest rows is about. */
interface BacktestExtent {
  readonly file: string;
  readonly regions: readonly string[];
  readonly firstCutoff: string;
  readonly lastCutoff: string;
}

/** Facts of every refusal, by its code. An edge words them: the command line in a sentence, an API as they are. */
export interface RefusalFacts {
  /** `path`: where in the input. */
  'invalid-input': {
    readonly operation: string;
    readonly faults: readonly { readonly path: readonly string[]; readonly message: string }[];
  };

  'unknown-region': { readonly region: string; readonly known: readonly string[] };
  'unknown-environment': { readonly environment: string; readonly known: readonly string[] };
  'unknown-source': { readonly source: string; readonly known: readonly string[] };

  'unknown-blob': { readonly environment: string; readonly hash: string };
  'unknown-trigger': { readonly environment: string; readonly triggerId: string };
  'unknown-page': { readonly page: string };
  'unknown-key': { readonly id: string };
  'unknown-webhook-secret': { readonly id: string; readonly environment: string };
  /** `most`: how many may be usable at a time. */
  'enough-webhook-secrets': { readonly name: string; readonly environment: string; readonly most: number };

  'no-week': { readonly given: string };
  'other-weekday': { readonly week: string; readonly weekday: string; readonly weekStartsOn: string };
  /** `known`: `format/velocity` each. */
  'unknown-segment': { readonly segment: string; readonly known: readonly string[] };
  /** `file`: the configuration whose options they are. */
  'invalid-options': {
    readonly file: string;
    readonly faults: readonly { readonly path: string; readonly message: string; readonly setting?: string }[];
  };

  'no-promotions': NoFacts;
  'no-holidays': NoFacts;
  'unknown-grouping': { readonly by: string; readonly known: readonly string[] };
  'cutoff-after-data': { readonly region: string; readonly cutoff: string; readonly latest: string };
  'data-without-segments': { readonly segments: readonly string[]; readonly known: readonly string[] };

  'rows-unreadable': { readonly file: string; readonly reason: string };
  'rows-without-columns': { readonly file: string; readonly missing: readonly string[] };
  'rows-missing': { readonly file: string };
  'rows-without-forecaster': { readonly file: string; readonly forecaster: string };
  'rows-not-numbers': { readonly file: string; readonly row: number; readonly column: string; readonly value: string };
  'rows-without-group': {
    readonly file: string;
    readonly by: string;
    readonly column: string;
    readonly known: readonly string[];
  };
  /** `otherActuals`: rows of both with different actuals. */
  'nothing-in-common': { readonly otherActuals: number; readonly sides: readonly [BacktestExtent, BacktestExtent] };

  /** The list of what a kept dataset is made of is lost: what it needs cannot be distinguished from garbage. */
  'manifest-lost': { readonly datasetVersion: string; readonly detail: string };

  'no-audit-record': { readonly file: string; readonly line: number };

  'unknown-model': { readonly wanted: string };
  'ambiguous-model': { readonly wanted: string; readonly versions: readonly string[]; readonly shortest: number };
  /** `known`: the segments that have a champion. */
  'unknown-champion': { readonly environment: string; readonly segment: string; readonly known: readonly string[] };
  'model-elsewhere': { readonly environment: string; readonly version: string; readonly knownIn: string };
  'model-of-other-code': {
    readonly version: string;
    readonly trainedBy: string;
    readonly thisIs: string;
    readonly registeredAt: string;
  };
  'model-without-dataset': { readonly version: string; readonly datasetVersion: string };
  'unregistered-model': ModelFacts;
  'champion-model': ModelFacts & { readonly segment: string };
  'waiting-model': ModelFacts;
  'retired-model': ModelFacts;
  'model-in-use': ModelFacts;
  'deleted-model': ModelFacts;
  'unknown-series': { readonly store: string; readonly item: string };
  /** `known`: the weeks that the model forecasts. */
  'unknown-target-week': { readonly week: string; readonly known: readonly string[] };

  'no-dataset-named': NoFacts;
  'short-dataset': { readonly wanted: string; readonly shortest: number };
  'unknown-dataset': { readonly wanted: string };
  'ambiguous-dataset': {
    readonly wanted: string;
    readonly found: readonly { readonly version: string; readonly region: string; readonly cutoff: string }[];
  };
  'region-without-dataset': { readonly region: string };
  /** `newest`: the newest cutoffs the region has. */
  'unknown-cutoff': { readonly region: string; readonly cutoff: string; readonly newest: readonly string[] };

  /** `start`: what was to be traced. */
  untraceable: { readonly start: object };
  /** The server, or a worker, did not answer in time. */
  'progress-unknown': { readonly cycleId: string };
  'unknown-cycle': { readonly environment: string; readonly cycleId: string };
  /** `cutoff`: left out where the newest one was asked for. */
  'nothing-published': { readonly environment: string; readonly region: string; readonly cutoff?: string };
  'no-such-row': { readonly conditions: object };
  /** `keptWeeks`: by the project's retention. */
  'forecast-gone': { readonly region: string; readonly cutoff: string; readonly keptWeeks: number };
  'forecast-without-dataset': { readonly region: string; readonly cutoff: string; readonly datasetVersion: string };
  /** `known`: the columns of the data that are known ahead. */
  'unknown-lever': { readonly lever: string; readonly known: readonly string[] };
  /** `scoredBy`: the fallbacks that forecast it. */
  'scored-without-model': { readonly item: string; readonly scoredBy: readonly string[] };
  /** A workbook's cells hold at most `longest` characters. */
  'text-too-long': { readonly column: string; readonly length: number; readonly longest: number };
  'too-many-rows': { readonly rows: number; readonly most: number };
  'took-too-long': { readonly seconds: number };

  'nothing-quarantined': NoFacts;
  'mixed-headers': NoFacts;
  'source-would-not-take': { readonly source: string; readonly path: string; readonly landing: string };
  /** `path`: the name that was tried last. */
  'landed-by-others': { readonly source: string; readonly path: string };
  /** `most`: how many one file has. */
  'too-many-quarantined': { readonly rows: number; readonly most: number };

  /** `type`: stable, e.g. `InvalidTrigger`. */
  'controller-refused': { readonly region: string; readonly type: string; readonly reason: string };
  'invalid-trigger': { readonly faults: readonly string[] };

  'malformed-segment': { readonly segment: string };
  'ambiguous-challenger': { readonly wanted: string; readonly versions: readonly string[] };
  /** `ended`: how the last promotion of it ended; `waiting`: the others that wait. */
  'unknown-challenger': {
    readonly wanted: string;
    readonly environment: string;
    readonly ended?: EndedPromotion;
    readonly waiting: readonly { readonly segment: string; readonly version: string }[];
  };
  'decision-refused': { readonly detail: string };
  'unknown-model-decided': { readonly detail: string };
  'model-elsewhere-decided': { readonly detail: string; readonly knownIn: string };
  /** `segment`: `format/velocity`. */
  'lost-wait-decided': DecidedFacts & { readonly region: string; readonly segment: string };
  'retired-model-decided': DecidedFacts;
  'waiting-model-decided': DecidedFacts;
  'reason-missing': NoFacts;

  'unscheduled-environment': { readonly environment: string; readonly known: readonly string[] };
  'foreign-schedule': { readonly environment: string; readonly scheduleId: string; readonly detail: string };
  'unknown-build': { readonly environment: string; readonly buildId?: string; readonly detail: string };
  /** `runs`: cycles and trainings that workers without a version still run. */
  'unversioned-runs': {
    readonly environment: string;
    readonly buildId: string;
    readonly runs: number;
    readonly detail: string;
  };
}

export type RefusalCode = keyof RefusalFacts;

/** The kind of every refusal, and what a person may do about it; an edge says how. */
const standings = {
  'invalid-input': { kind: 'invalid' },
  'unknown-region': { kind: 'unknown' },
  'unknown-environment': { kind: 'unknown' },
  'unknown-source': { kind: 'unknown' },
  'unknown-blob': { kind: 'unknown' },
  'unknown-trigger': { kind: 'unknown' },
  'unknown-page': { kind: 'unknown' },
  'unknown-key': { kind: 'unknown', remedy: 'list-keys' },
  'unknown-webhook-secret': { kind: 'unknown', remedy: 'list-webhook-secrets' },
  'enough-webhook-secrets': { kind: 'conflict', remedy: 'revoke-webhook-secret' },
  'no-week': { kind: 'invalid' },
  'other-weekday': { kind: 'invalid' },
  'unknown-segment': { kind: 'unknown' },
  'invalid-options': { kind: 'invalid' },
  'no-promotions': { kind: 'conflict' },
  'no-holidays': { kind: 'conflict' },
  'unknown-grouping': { kind: 'unknown' },
  'cutoff-after-data': { kind: 'unknown' },
  'data-without-segments': { kind: 'unknown' },
  'rows-unreadable': { kind: 'invalid', remedy: 'write-rows' },
  'rows-without-columns': { kind: 'invalid', remedy: 'write-rows' },
  'rows-missing': { kind: 'invalid', remedy: 'write-rows' },
  'rows-without-forecaster': { kind: 'unknown' },
  'rows-not-numbers': { kind: 'invalid', remedy: 'write-rows' },
  'rows-without-group': { kind: 'unknown' },
  'nothing-in-common': { kind: 'conflict', remedy: 'repeat-backtests' },
  'manifest-lost': { kind: 'conflict' },
  'no-audit-record': { kind: 'invalid' },
  'unknown-model': { kind: 'unknown', remedy: 'list-models' },
  'ambiguous-model': { kind: 'invalid', remedy: 'name-more-of-version' },
  'unknown-champion': { kind: 'unknown' },
  'model-elsewhere': { kind: 'unknown', remedy: 'name-environment' },
  'model-of-other-code': { kind: 'conflict', remedy: 'check-out-code' },
  'model-without-dataset': { kind: 'unknown' },
  'unregistered-model': { kind: 'unknown', remedy: 'list-models' },
  'champion-model': { kind: 'conflict', remedy: 'replace-champion' },
  'waiting-model': { kind: 'conflict', remedy: 'reject-challenger' },
  'retired-model': { kind: 'conflict', remedy: 'unretire-model' },
  'model-in-use': { kind: 'conflict' },
  'deleted-model': { kind: 'conflict' },
  'unknown-series': { kind: 'unknown' },
  'unknown-target-week': { kind: 'unknown' },
  'no-dataset-named': { kind: 'invalid', remedy: 'name-dataset' },
  'short-dataset': { kind: 'invalid', remedy: 'name-more-of-dataset' },
  'unknown-dataset': { kind: 'unknown', remedy: 'list-datasets' },
  'ambiguous-dataset': { kind: 'invalid' },
  'region-without-dataset': { kind: 'unknown' },
  'unknown-cutoff': { kind: 'unknown' },
  untraceable: { kind: 'unknown' },
  'progress-unknown': { kind: 'unavailable' },
  'unknown-cycle': { kind: 'unknown' },
  'nothing-published': { kind: 'unknown' },
  'no-such-row': { kind: 'unknown' },
  'forecast-gone': { kind: 'gone' },
  'forecast-without-dataset': { kind: 'unknown' },
  'unknown-lever': { kind: 'unknown' },
  'scored-without-model': { kind: 'conflict' },
  'text-too-long': { kind: 'conflict' },
  'too-many-rows': { kind: 'invalid' },
  'took-too-long': { kind: 'unavailable' },
  'nothing-quarantined': { kind: 'unknown' },
  'mixed-headers': { kind: 'invalid', remedy: 'name-one-file' },
  'source-would-not-take': { kind: 'conflict', remedy: 'widen-landing' },
  'landed-by-others': { kind: 'conflict' },
  'too-many-quarantined': { kind: 'invalid' },
  'controller-refused': { kind: 'refused' },
  'invalid-trigger': { kind: 'invalid' },
  'malformed-segment': { kind: 'invalid' },
  'ambiguous-challenger': { kind: 'invalid' },
  'unknown-challenger': { kind: 'unknown' },
  'decision-refused': { kind: 'refused' },
  'unknown-model-decided': { kind: 'unknown', remedy: 'list-models' },
  'model-elsewhere-decided': { kind: 'unknown', remedy: 'name-source' },
  'lost-wait-decided': { kind: 'conflict', remedy: 'judge-again' },
  'retired-model-decided': { kind: 'conflict', remedy: 'unretire-model' },
  'waiting-model-decided': { kind: 'conflict', remedy: 'decide-challenger' },
  'reason-missing': { kind: 'invalid', remedy: 'give-reason' },
  'unscheduled-environment': { kind: 'unknown', remedy: 'sync-all-schedules' },
  'foreign-schedule': { kind: 'conflict' },
  'unknown-build': { kind: 'unknown' },
  'unversioned-runs': { kind: 'conflict' },
} as const satisfies Readonly<Record<RefusalCode, { readonly kind: RefusalKind; readonly remedy?: string }>>;

type Standings = typeof standings;

/** What a person may do about a refusal. */
export type Remedy = Extract<Standings[RefusalCode], { readonly remedy: string }>['remedy'];

/** Facts of the refusals that have a remedy. */
export type RemedyFacts<One extends Remedy> = RefusalFacts[{
  [Code in RefusalCode]: Standings[Code] extends { readonly remedy: One } ? Code : never;
}[RefusalCode]];

/** An operation was not done, and nothing has changed. The one type of refusal; `refusal` makes it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly code: RefusalCode;
  /** What the code says that they are. */
  readonly facts: RefusalFacts[RefusalCode];
  readonly remedy: Remedy | undefined;

  constructor(code: RefusalCode, facts: RefusalFacts[RefusalCode], options?: ErrorOptions) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
    const { kind, remedy }: { kind: RefusalKind; remedy?: Remedy } = standings[code];
    this.code = code;
    this.facts = facts;
    this.kind = kind;
    this.remedy = remedy;
  }
}

/** A refusal with the facts that its code asks for. */
export function refusal<Code extends RefusalCode>(
  code: Code,
  facts: RefusalFacts[Code],
  options?: ErrorOptions,
): Refusal {
  return new Refusal(code, facts, options);
}
