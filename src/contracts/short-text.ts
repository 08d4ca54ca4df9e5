/** Characters of a reason that are kept where a workflow carries it; a log or Temporal's own failure has the rest. */
const reasonCharacters = 2000;

/** A reason that is short enough to be carried along and shown. */
export function shortReason(reason: string): string {
  return cut(reason, reasonCharacters);
}

/** At most that many characters of a text; what is left out is marked. */
export function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
