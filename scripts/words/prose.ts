/** A piece of text that people read, and the line on which it starts. */
export interface Prose {
  readonly line: number;
  readonly text: string;
}
