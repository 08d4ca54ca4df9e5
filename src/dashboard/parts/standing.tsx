import { sentenceCase } from '../format/names.ts';
import { Pill } from './pill.tsx';
import { standingTones, type StandingName } from './standing-tones.ts';

/** How a region stands. */
export function Standing({ standing }: { readonly standing: StandingName }) {
  return (
    <Pill tone={standingTones[standing]} withGlyph>
      {sentenceCase(standing)}
    </Pill>
  );
}
