import { cut } from '../contracts/short-text.ts';

/** Bytes of a value as it travels. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** What Temporal allows a line in its UI. */
const summaryBytes = 200;

/** A line for Temporal's UI with words of a person in it, which may be longer than is allowed there. */
export function summaryOf(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  // The mark takes three bytes; a character takes three for each of its one or two units, at most.
  return bytes <= summaryBytes ? text : cut(text, Math.floor((summaryBytes - 3) / 3));
}
