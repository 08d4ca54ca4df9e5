/** Ways out that the pages offer, by the code that the server sends. Others are for the command line. */
const remedies: Readonly<Record<string, string>> = {
  'list-models': 'The page Models lists every version.',
  'name-more-of-version': 'Give more digits of the version.',
  'name-environment': 'Choose the other environment at the top.',
  'replace-champion': 'Make another model the champion first.',
  'reject-challenger': 'Reject it on the page Decisions first.',
  'unretire-model': 'Take its retirement back first.',
  'judge-again': 'Ask for a cycle that retrains the segment: it is judged again, and waits for you then.',
};

/** A way out in words; `undefined` where no page offers one. */
export function remedyText(code: string | undefined): string | undefined {
  return code === undefined ? undefined : remedies[code];
}
