import { sentenceCase } from '../format/names.ts';
import { cycleStateLooks } from './cycle-state-looks.ts';
import { Pill } from './pill.tsx';

/** How a cycle ended. */
export function CycleState({ state }: { readonly state: keyof typeof cycleStateLooks }) {
  return (
    <Pill tone={cycleStateLooks[state].tone} withGlyph>
      {sentenceCase(state)}
    </Pill>
  );
}
