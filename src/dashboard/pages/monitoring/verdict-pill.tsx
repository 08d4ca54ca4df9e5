import { Pill } from '../../parts/pill.tsx';
import { verdicts, type Verdict } from './achieved.ts';

/** A verdict at a glance. */
export function VerdictPill({ verdict }: { readonly verdict: Verdict }) {
  const { tone, words } = verdicts[verdict];
  return <Pill tone={tone}>{words}</Pill>;
}
