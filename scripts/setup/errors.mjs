/** A fault of the set-up that the person at the keyboard can act on: `message` says what failed, `wayOut` what to do. */
export class SetupError extends Error {
  /** @override */ name = 'SetupError';

  /**
   * @param {string} message
   * @param {{ wayOut?: string, cause?: unknown }} [facts]
   */
  constructor(message, facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    /** @readonly */
    this.wayOut = facts.wayOut ?? '';
  }
}

/** The command line of `scripts/setup/main.mjs` was not understood. */
export class SetupOptionError extends SetupError {
  /** @override */ name = 'SetupOptionError';

  /** @param {string} given */
  constructor(given) {
    super(`set-up does not know "${given}"`, {
      wayOut:
        'use --for=start, --for=jobs, --for=test, --for=stack, --for=mlflow or --for=deploy, or --doctor with or without --json',
    });
    /** @readonly */
    this.given = given;
  }
}

/** There is no build of a native part for this machine. */
export class UnsupportedPlatformError extends SetupError {
  /** @override */ name = 'UnsupportedPlatformError';

  /**
   * @param {string} platform e.g. `win32-x64` or `linux-x64 with musl`
   * @param {readonly string[]} supported
   */
  constructor(platform, supported) {
    super(`Shelfcast does not run on ${platform}`, {
      wayOut: `use one of ${supported.join(', ')} (Linux with glibc); on Windows, WSL 2 is one`,
    });
    /** @readonly */
    this.platform = platform;
  }
}

/** The cache directory can't be made. */
export class CacheUnusableError extends SetupError {
  /** @override */ name = 'CacheUnusableError';

  /**
   * @param {string} dir
   * @param {Error} cause
   */
  constructor(dir, cause) {
    super(`the cache directory ${dir} cannot be used (${cause.message})`, {
      wayOut: 'name another one in SHELFCAST_CACHE_DIR',
      cause,
    });
    /** @readonly */
    this.dir = dir;
  }
}

/** The bytes are not the ones pinned, published or recorded. */
export class ChecksumMismatchError extends SetupError {
  /** @override */ name = 'ChecksumMismatchError';

  /** @param {{ file: string, expected: string, actual: string }} facts */
  constructor(facts) {
    super(`${facts.file} has sha256 ${facts.actual}, expected ${facts.expected}; it was not used`);
    /** @readonly */
    this.file = facts.file;
    /** @readonly */
    this.expected = facts.expected;
    /** @readonly */
    this.actual = facts.actual;
  }
}

/** A host gave no answer in time, or none at all. */
export class HostUnreachableError extends SetupError {
  /** @override */ name = 'HostUnreachableError';

  /** @param {{ host: string, reason: string, cause?: unknown }} facts */
  constructor(facts) {
    super(`${facts.host} cannot be reached (${facts.reason})`, { cause: facts.cause });
    /** @readonly */
    this.host = facts.host;
    /** @readonly */
    this.reason = facts.reason;
  }
}

/** A host answered, but not with the file. */
export class DownloadRefusedError extends SetupError {
  /** @override */ name = 'DownloadRefusedError';

  /** @param {{ url: string, status: number }} facts */
  constructor(facts) {
    super(`${facts.url} answered with HTTP ${facts.status}`);
    /** @readonly */
    this.url = facts.url;
    /** @readonly */
    this.status = facts.status;
  }
}

/** A program the set-up needs is not on the PATH. */
export class CommandMissingError extends SetupError {
  /** @override */ name = 'CommandMissingError';

  /**
   * @param {string} command
   * @param {string} wayOut
   */
  constructor(command, wayOut) {
    super(`no ${command} on the PATH`, { wayOut });
    /** @readonly */
    this.command = command;
  }
}

/** A program ran and failed. */
export class CommandFailedError extends SetupError {
  /** @override */ name = 'CommandFailedError';

  /** @param {{ command: string, exitCode: number | null, signal: string | null, outputTail: string }} facts */
  constructor(facts) {
    const how = facts.signal === null ? `exit code ${facts.exitCode}` : `signal ${facts.signal}`;
    super(`\`${facts.command}\` failed (${how})${facts.outputTail === '' ? '' : `:\n${facts.outputTail}`}`);
    /** @readonly */
    this.command = facts.command;
    /** @readonly */
    this.exitCode = facts.exitCode;
    /** @readonly */
    this.outputTail = facts.outputTail;
  }
}

/** Every source of a part was tried and none gave it. */
export class NoSourceWorkedError extends SetupError {
  /** @override */ name = 'NoSourceWorkedError';

  /**
   * @param {{ part: string, attempts: readonly { source: string, error: Error }[], wayOut: string }} facts
   */
  constructor(facts) {
    const tried = facts.attempts.map(({ source, error }) => `  ${source}: ${describe(error)}`).join('\n');
    super(`none of its sources gave ${facts.part}:\n${tried}`, { wayOut: facts.wayOut });
    /** @readonly */
    this.part = facts.part;
    /** @readonly */
    this.attempts = facts.attempts;
  }
}

/**
 * Message and way out, as one text.
 * @param {unknown} error
 */
export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const wayOut = error instanceof SetupError ? error.wayOut : '';
  return wayOut === '' ? error.message : `${error.message}\n    → ${wayOut}`;
}
