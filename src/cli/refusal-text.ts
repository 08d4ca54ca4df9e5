import type { Refusal, RefusalCode, RefusalFacts, RefusalKind } from '../app/refusal.ts';

/** The word before a refusal, where its code has none of its own. */
const names: Readonly<Record<RefusalKind, string>> = {
  invalid: 'UsageError',
  unknown: 'UsageError',
  conflict: 'UsageError',
  refused: 'RequestRefusedError',
  unavailable: 'UsageError',
};

const words: { readonly [Code in RefusalCode]: (facts: RefusalFacts[Code]) => string } = {
  'invalid-input': ({ faults }) => `this cannot be asked: ${faults.join('; ')}`,
  'unknown-region': ({ region, known }) => `the project has no region "${region}"; it has ${known.join(', ')}`,
  'unknown-environment': ({ environment, known }) =>
    `the project has no environment "${environment}"; it has ${known.join(', ')}`,
};

/** A refusal as the command line says it: its name, and a sentence with the way out. */
export function refusalText(refusal: Refusal): { readonly name: string; readonly message: string } {
  const say = words[refusal.code] as (facts: RefusalFacts[RefusalCode]) => string;
  return { name: names[refusal.kind], message: say(refusal.facts) };
}
