import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ReasonCounts } from '../contracts/dataset.ts';
import { missingColumnsHint } from './missing-columns-hint.ts';

/** Nothing in landing matches the source's glob. */
export class SourceEmptyError extends Error {
  override readonly name = 'SourceEmptyError';
  readonly source: string;
  readonly glob: string;
  readonly landingDirectory: string;

  constructor(facts: { source: string; glob: string; landingDirectory: string }) {
    super(
      `source ${facts.source}: no file in ${facts.landingDirectory} matches ${facts.glob}; deliver one, or correct the source's landing glob`,
    );
    this.source = facts.source;
    this.glob = facts.glob;
    this.landingDirectory = facts.landingDirectory;
  }
}

/** A landing file has no rows: no bytes at all, or nothing below the header. */
export class FileEmptyError extends Error {
  override readonly name = 'FileEmptyError';
  readonly source: string;
  readonly file: string;

  constructor(facts: { source: string; file: string; found: 'no bytes' | 'a header without rows' }) {
    super(`source ${facts.source}: file ${facts.file} is empty (${facts.found}); deliver it again, or remove it`);
    this.source = facts.source;
    this.file = facts.file;
  }
}

/** A landing file can't be unpacked or decoded: cut short, not what its name says. */
export class FileUnreadableError extends Error {
  override readonly name = 'FileUnreadableError';
  readonly source: string;
  readonly file: string;
  readonly reason: string;

  constructor(facts: { source: string; file: string; reason: string }, options?: ErrorOptions) {
    super(`source ${facts.source}: file ${facts.file} cannot be read: ${facts.reason}; deliver it again`, options);
    this.source = facts.source;
    this.file = facts.file;
    this.reason = facts.reason;
  }
}

/** A landing file lacks columns its source declares, or names one twice. */
export class ColumnMissingError extends Error {
  override readonly name = 'ColumnMissingError';
  readonly source: string;
  readonly file: string;
  readonly missing: readonly string[];
  readonly expected: readonly string[];
  readonly found: readonly string[];

  constructor(facts: {
    source: string;
    file: string;
    missing: readonly string[];
    expected: readonly string[];
    found: readonly string[];
  }) {
    super(
      `source ${facts.source}: file ${facts.file} has no column ${facts.missing.join(', ')}; expected ${facts.expected.join(', ')}; found ${facts.found.join(', ')}; ${missingColumnsHint(facts)}`,
    );
    this.source = facts.source;
    this.file = facts.file;
    this.missing = facts.missing;
    this.expected = facts.expected;
    this.found = facts.found;
  }
}

/** The header names a column twice, or leaves a name out. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
  readonly source: string;
  readonly file: string;
  readonly column: string;
  readonly found: readonly string[];

  constructor(facts: { source: string; file: string; column: string; found: readonly string[] }) {
    const fault = facts.column === '' ? 'leaves a column without a name' : `names the column ${facts.column} twice`;
    super(`source ${facts.source}: file ${facts.file}, line 1: the header ${fault}; found ${facts.found.join(', ')}`);
    this.source = facts.source;
    this.file = facts.file;
    this.column = facts.column;
    this.found = facts.found;
  }
}

/** The source's conditioner threw. */
export class ConditionerFailedError extends Error {
  override readonly name = 'ConditionerFailedError';
  readonly source: string;
  readonly file: string;

  constructor(facts: { source: string; file: string }, options: ErrorOptions) {
    const { cause } = options;
    super(
      `source ${facts.source}: its conditioner failed on file ${facts.file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      options,
    );
    this.source = facts.source;
    this.file = facts.file;
  }
}

/** The conditioner's table is not the source's standard table. */
export class ConditionerOutputError extends Error {
  override readonly name = 'ConditionerOutputError';
  readonly source: string;
  readonly file: string;
  readonly missing: readonly string[];
  readonly found: readonly string[];

  constructor(facts: { source: string; file: string; missing: readonly string[]; found: readonly string[] }) {
    const fault =
      facts.missing.length > 0 ? `without the column ${facts.missing.join(', ')}` : 'that is not an arquero table';
    super(
      `source ${facts.source}: its conditioner gave a table ${fault} for file ${facts.file}; found ${facts.found.join(', ')}; derive what the row schema names`,
    );
    this.source = facts.source;
    this.file = facts.file;
    this.missing = facts.missing;
    this.found = facts.found;
  }
}

interface TooManyBadRowsFacts {
  readonly source: string;
  readonly file?: string;
  readonly badRows: number;
  readonly rows: number;
  readonly maxBadShare: number;
  readonly reasons: ReasonCounts;
  readonly quarantined: ArtifactRef;
  /** The first of the rows in a sentence. */
  readonly example: string;
  /** Another way out than a corrected file or a higher limit. */
  readonly hint?: string | undefined;
}

/** More rows were set aside than the source allows; the source fails as a whole. */
export class TooManyBadRowsError extends Error {
  override readonly name: string = 'TooManyBadRowsError';
  readonly source: string;
  /** The file; left out where the rows were set aside across files. */
  readonly file: string | undefined;
  readonly badRows: number;
  readonly rows: number;
  /** Share of bad rows, [0, 1]. */
  readonly share: number;
  readonly maxBadShare: number;
  readonly reasons: ReasonCounts;
  /** The rows set aside, CSV. */
  readonly quarantined: ArtifactRef;

  constructor(facts: TooManyBadRowsFacts) {
    const share = facts.badRows / facts.rows;
    const reasons = Object.entries(facts.reasons)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(', ');
    super(
      `source ${facts.source}${facts.file === undefined ? '' : `: file ${facts.file}`}: ${facts.badRows} of ${facts.rows} rows are bad (${percent(share)}, limit ${percent(facts.maxBadShare)}): ${reasons}; first: ${facts.example}; deliver a corrected file, or raise maxBadShare${facts.hint === undefined ? '' : `; ${facts.hint}`}; the rows are in artifact ${facts.quarantined.hash}`,
    );
    this.source = facts.source;
    this.file = facts.file;
    this.badRows = facts.badRows;
    this.rows = facts.rows;
    this.share = share;
    this.maxBadShare = facts.maxBadShare;
    this.reasons = facts.reasons;
    this.quarantined = facts.quarantined;
  }
}

/** A column of the standard table hardly has values of its type any more: it changed in the raw files. */
export class ColumnRetypedError extends TooManyBadRowsError {
  override readonly name: string = 'ColumnRetypedError';
  readonly column: string;
  /** What its values have to be: `a number`, `a date as YYYY-MM-DD`. */
  readonly expected: string;

  constructor(facts: TooManyBadRowsFacts & { column: string; expected: string; columnRows: number; found: string }) {
    super(facts);
    this.message = `source ${facts.source}: file ${facts.file}: the column ${facts.column} seems to have changed its type: ${facts.columnRows} of ${facts.rows} values are not ${facts.expected}, as ${facts.found}; parse it in the conditioner, or have it delivered as before; ${this.message}`;
    this.column = facts.column;
    this.expected = facts.expected;
  }
}

/** A source was asked for that the project doesn't have, or that wasn't ingested. */
export class UnknownSourceError extends Error {
  override readonly name = 'UnknownSourceError';
  readonly source: string;
  readonly known: readonly string[];

  constructor(facts: { source: string; known: readonly string[] }) {
    super(`there is no source ${facts.source}; there are ${facts.known.join(', ')}`);
    this.source = facts.source;
    this.known = facts.known;
  }
}

/** A region was asked for that the project doesn't have. */
export class UnknownRegionError extends Error {
  override readonly name = 'UnknownRegionError';
  readonly region: string;
  readonly known: readonly string[];

  constructor(facts: { region: string; known: readonly string[] }) {
    super(`the project has no region ${facts.region}; it has ${facts.known.join(', ')}`);
    this.region = facts.region;
    this.known = facts.known;
  }
}

/** A store's or item's value and the file that has it. */
interface AttributeValue {
  readonly value: string | number;
  readonly file: string;
}

/** Two sources of stores, or of items, give a column different values for the same store or item. */
export class AttributeConflictError extends Error {
  override readonly name = 'AttributeConflictError';
  /** The store or item. */
  readonly key: string;
  readonly column: string;
  readonly values: readonly [AttributeValue, AttributeValue];

  constructor(facts: {
    kind: 'stores' | 'items';
    name: string;
    column: string;
    values: readonly [AttributeValue, AttributeValue];
  }) {
    const [one, other] = facts.values;
    const what = facts.kind === 'stores' ? 'store' : 'item';
    super(
      `${what} ${facts.name}: ${facts.column} is ${JSON.stringify(one.value)} in ${one.file} and ${JSON.stringify(other.value)} in ${other.file}; correct one of the files, or leave the column out of one source's row`,
    );
    this.key = facts.name;
    this.column = facts.column;
    this.values = facts.values;
  }
}

/** The cutoff is no week of this project. */
export class CutoffError extends Error {
  override readonly name = 'CutoffError';
  readonly cutoff: string;
  readonly weekStartsOn: string;

  constructor(facts: { cutoff: string; weekStartsOn: string }) {
    super(
      `"${facts.cutoff}" is not a cutoff: a week is named by the date it starts on, a ${facts.weekStartsOn}, as YYYY-MM-DD`,
    );
    this.cutoff = facts.cutoff;
    this.weekStartsOn = facts.weekStartsOn;
  }
}

/** Nothing to learn from: the region has no stores, or no shipments up to the cutoff. */
export class NoDataError extends Error {
  override readonly name = 'NoDataError';
  readonly region: string;
  readonly cutoff: string;
  readonly missing: 'stores' | 'shipments';

  constructor(facts: { region: string; cutoff: string; missing: 'stores' | 'shipments' }) {
    const wayOut =
      facts.missing === 'stores'
        ? 'the stores source gives no store this region'
        : 'choose a later cutoff, or deliver the shipments of its stores';
    super(`region ${facts.region} has no ${facts.missing} up to the cutoff ${facts.cutoff}: ${wayOut}`);
    this.region = facts.region;
    this.cutoff = facts.cutoff;
    this.missing = facts.missing;
  }
}

/** The dataset version has no panel for a format. */
export class UnknownFormatError extends Error {
  override readonly name = 'UnknownFormatError';
  readonly format: string;
  readonly known: readonly string[];

  constructor(facts: { format: string; known: readonly string[] }) {
    super(`the dataset version has no data for the format ${facts.format}; it has ${facts.known.join(', ')}`);
    this.format = facts.format;
    this.known = facts.known;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %`;
}
