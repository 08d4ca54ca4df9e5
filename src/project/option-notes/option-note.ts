/** What the schema of an option cannot say. Next to the schema, and complete: a test compares the two. */
export interface OptionNote {
  /** What it is, one sentence without a full stop. */
  readonly about: string;
  /** When to change it, or what it depends on. */
  readonly when: string;
  /** Of a number. */
  readonly unit?: string;
  /** Where the schema has none to show: a text's form, a function's shape. */
  readonly range?: string;
  /** What holds where it is left out and the schema has no default. */
  readonly fallback?: string;
}

/** Notes by the path of the option: `sources[].maxBadShare`. */
export type OptionNotes = Readonly<Record<string, OptionNote>>;
