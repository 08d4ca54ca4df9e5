import type { MemberName } from '../contracts/segment.ts';

/** A panel or task whose parts do not fit together. Fix the caller: no retry helps. */
export class InvalidPanelError extends Error {
  readonly part: string;

  constructor(part: string, fault: string, options?: ErrorOptions) {
    super(`The panel's ${part} cannot be used: ${fault}`, options);
    this.name = 'InvalidPanelError';
    this.part = part;
  }
}

/** Fewer weeks up to the cutoff than a fit or a backtest needs. */
export class TooLittleHistoryError extends Error {
  readonly neededWeeks: number;
  readonly availableWeeks: number;

  constructor(what: string, neededWeeks: number, availableWeeks: number) {
    super(
      `${what} needs ${neededWeeks} weeks of history, and ${availableWeeks} are there: ` +
        'ingest more history or move the cutoff later',
    );
    this.name = 'TooLittleHistoryError';
    this.neededWeeks = neededWeeks;
    this.availableWeeks = availableWeeks;
  }
}

/** No row of the segment has a target and enough history to learn from. */
export class NoTrainingRowsError extends Error {
  readonly items: readonly string[];

  constructor(items: readonly string[], minimumHistoryWeeks: number) {
    const named = items.slice(0, 5).join(', ') + (items.length > 5 ? ', …' : '');
    super(
      `No training rows for the items [${named}]: a series needs ${minimumHistoryWeeks} observed weeks before its ` +
        'first row; leave the segment to the baseline until more history has come in',
    );
    this.name = 'NoTrainingRowsError';
    this.items = items;
  }
}

/** A value that is not a finite number where arithmetic needs one. */
export class NonFiniteInputError extends Error {
  readonly where: string;
  readonly index: number;
  readonly value: number;

  constructor(where: string, index: number, value: number) {
    super(`${where} holds ${value} at index ${index}: fill or drop missing values before fitting`);
    this.name = 'NonFiniteInputError';
    this.where = where;
    this.index = index;
    this.value = value;
  }
}

/** An option outside its range. */
export class InvalidOptionError extends Error {
  readonly option: string;
  readonly value: unknown;

  constructor(option: string, value: unknown, range: string) {
    super(`${option} is ${String(value)}, and must be ${range}`);
    this.name = 'InvalidOptionError';
    this.option = option;
    this.value = value;
  }
}

/** The network's training loss stopped being a number. */
export class NetworkDivergedError extends Error {
  readonly epoch: number;
  readonly loss: number;

  constructor(epoch: number, loss: number) {
    super(`The network's loss became ${loss} in epoch ${epoch}: lower learningRate or look for extreme inputs`);
    this.name = 'NetworkDivergedError';
    this.epoch = epoch;
    this.loss = loss;
  }
}

/** The network member was asked for without something that can train it. */
export class TrainerMissingError extends Error {
  constructor() {
    super('Fitting the network member needs a trainer: pass hooks.trainer');
    this.name = 'TrainerMissingError';
  }
}

/** Files that are not those of a fitted member, or of a later format. */
export class MemberFilesError extends Error {
  readonly file: string;

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`The member's file ${file} cannot be read: ${fault}; retrain the member`, options);
    this.name = 'MemberFilesError';
    this.file = file;
  }
}

/** Forecasts that should describe the same rows and do not. */
export class RowsOutOfLineError extends Error {
  readonly what: string;

  constructor(what: string, expected: number, found: number) {
    super(`${what} has ${found} rows where ${expected} were expected: pass forecasts of the same items and cutoff`);
    this.name = 'RowsOutOfLineError';
    this.what = what;
  }
}

/** Every member of an ensemble is missing, so there is nothing to blend. */
export class NoMemberForecastError extends Error {
  readonly members: readonly MemberName[];

  constructor(members: readonly MemberName[]) {
    super(`None of the members ${members.join(', ')} has a forecast: score the segment with the baseline instead`);
    this.name = 'NoMemberForecastError';
    this.members = members;
  }
}

/** An ensemble was to be fitted on a backtest without a single known actual. */
export class NoBacktestRowsError extends Error {
  constructor() {
    super('The backtest has no row with a known actual: ingest the actuals, or move the windows to earlier cutoffs');
    this.name = 'NoBacktestRowsError';
  }
}

/** What is known only after a week is over was to be read at a target week. Fix the caller: no retry helps. */
export class UnknownAheadColumnError extends Error {
  /** The column of the panel, or of the features. */
  readonly column: string;
  /** Who wanted it: a role of the panel, or a group of features. */
  readonly reader: string;

  constructor(column: string, reader: string) {
    super(
      `${reader} cannot read "${column}" at the target week, because it is known only after the week is over: take it ` +
        'from a source of kind known-ahead, or read it at the cutoff',
    );
    this.name = 'UnknownAheadColumnError';
    this.column = column;
    this.reader = reader;
  }
}

/** A product of two columns that a row reads at different weeks. Fix the caller: no retry helps. */
export class InseparableProductError extends Error {
  readonly columns: readonly [string, string];

  constructor(a: string, b: string) {
    super(
      `"${a}" × "${b}" cannot be a column: multiply columns that are read at the same week, or one of them by the step`,
    );
    this.name = 'InseparableProductError';
    this.columns = [a, b];
  }
}
