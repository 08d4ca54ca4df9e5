/**
 * Why something was not done, for whoever handles it without knowing the case: `invalid`: the question itself is wrong; `unknown`: what it
 * names is not there; `conflict`: it does not fit how things stand; `refused`: a rule or a person stands against it; `unavailable`: what is
 * needed cannot be reached.
 */
export type RefusalKind = 'invalid' | 'unknown' | 'conflict' | 'refused' | 'unavailable';

/** Facts of every refusal, by its code. An edge words them: the command line in a sentence, an API as they are. */
export interface RefusalFacts {
  'invalid-input': { readonly operation: string; readonly faults: readonly string[] };
  'unknown-region': { readonly region: string; readonly known: readonly string[] };
  'unknown-environment': { readonly environment: string; readonly known: readonly string[] };
}

export type RefusalCode = keyof RefusalFacts;

const kinds: Readonly<Record<RefusalCode, RefusalKind>> = {
  'invalid-input': 'invalid',
  'unknown-region': 'unknown',
  'unknown-environment': 'unknown',
};

/** An operation was not done, and nothing has changed. The one type of refusal; `refusal` makes it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly code: RefusalCode;
  /** What the code says that they are. */
  readonly facts: RefusalFacts[RefusalCode];

  constructor(code: RefusalCode, facts: RefusalFacts[RefusalCode], options?: ErrorOptions) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
    this.kind = kinds[code];
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
