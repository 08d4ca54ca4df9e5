/** One file as received. */
export interface LandingFile {
  /** Path below the landing folder, parts separated by `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal SHA-256 of the content. */
  readonly hash: string;
}

/** A file as a listing shows it, its content unread. */
export interface LandingEntry {
  readonly path: string;
  readonly bytes: number;
  /** Differs whenever the content may have changed. */
  readonly stamp: string;
}

/** Where raw files arrive. Shelfcast only reads there, except for corrected files that a person lands: see `LandingWriter`. */
export interface Landing {
  /**
   * The files that match a glob, ordered by path. Files still being written by their sender (names that start with a
   * dot or end in `.part`, `.tmp`, `.crdownload`, `.filepart`) are left out. Throws `LandingLinkError` on a symbolic link
   * that leads out of the folder.
   */
  list(glob: string): Promise<readonly LandingFile[]>;
  /**
   * The same files as `list`, without reading any: for a caller that looks often and wants to know what to look at. Such as lead
   * out of the folder are listed too.
   */
  glance(glob: string): Promise<readonly LandingEntry[]>;
  /** One file, by its path below the landing folder; `undefined` where there is none. Throws `LandingLinkError`. */
  find(path: string): Promise<LandingFile | undefined>;
  /**
   * The content of a listed file, in parts of any size. Throws `LandingFileChangedError` where it no longer is what was listed, at
   * the latest after the last part: nothing that was made of the parts may be published before the iteration has ended.
   */
  open(file: LandingFile): AsyncIterable<Uint8Array>;
}

/** Puts files of a person into landing. */
export interface LandingWriter {
  /** Writes a file whole or not at all. Throws `LandingFileExistsError` where there is one of that name. */
  land(path: string, bytes: Uint8Array): Promise<void>;
  /** Takes back what `land` wrote just now. */
  withdraw(path: string): Promise<void>;
}

/** A file cannot be landed under a name that is taken. */
export class LandingFileExistsError extends Error {
  override readonly name = 'LandingFileExistsError';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(
      `there is a landing file ${file} already; nothing was written. Run the command again: it takes the next free name`,
      options,
    );
    this.file = file;
  }
}

/** A symbolic link in landing leads out of the folder. */
export class LandingLinkError extends Error {
  override readonly name = 'LandingLinkError';
  readonly file: string;
  readonly target: string;

  constructor(facts: { file: string; target: string }) {
    super(
      `landing file ${facts.file} is a link to ${facts.target}, outside the landing folder; put the file itself there`,
    );
    this.file = facts.file;
    this.target = facts.target;
  }
}

/** A landing file changed or went between listing and reading: its sender is still writing. Another attempt helps. */
export class LandingFileChangedError extends Error {
  override readonly name = 'LandingFileChangedError';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(
      `landing file ${file} changed while it was read; senders should write under a name ending in .part and rename it when it is whole`,
      options,
    );
    this.file = file;
  }
}
