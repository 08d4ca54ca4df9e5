import type { RefusedFacts } from '../../contracts/refused-facts.ts';
import type { Segment } from '../../contracts/segment.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** A refused decision as the refusal of an operation. What stands in the way decides what a person may do about it. */
export function decisionRefusal(
  detail: string,
  facts: RefusedFacts | undefined,
  cause: unknown,
  segment?: Segment,
): Refusal {
  const { refusal: why, version, environment, elsewhere = [] } = facts ?? {};
  const options = { cause };
  const [first] = elsewhere;
  if (why === 'unknown-version') return refusal('unknown-model-decided', { detail }, options);
  if (why === 'not-there' && first !== undefined) {
    return refusal('model-elsewhere-decided', { detail, knownIn: first }, options);
  }
  const known = version && environment ? { detail, version, environment } : undefined;
  if (known && (why === 'retired' || why === 'is-retired')) return refusal('retired-model-decided', known, options);
  if (known && segment && why === 'wait-lost') {
    const { region, format, velocity } = segment;
    return refusal('lost-wait-decided', { ...known, region, segment: `${format}/${velocity}` }, options);
  }
  if (known && why === 'waits-already') return refusal('waiting-model-decided', known, options);
  return refusal('decision-refused', { detail }, options);
}
