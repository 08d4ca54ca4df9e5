import { sentenceCase } from '../format/names.ts';
import { Pill } from './pill.tsx';
import { standingTones, type StandingName } from './standing-tones.ts';
import type { Tone } from './tone.ts';

interface Props {
  readonly standing: StandingName;
  /** Whether its newest forecast is older than that of other regions: then nothing is well. Default false. */
  readonly isBehind?: boolean;
}

/** How a region stands. */
export function Standing({ standing, isBehind = false }: Props) {
  return (
    <Pill tone={toneOf(standing, isBehind)} withGlyph>
      {sentenceCase(standing)}
    </Pill>
  );
}

function toneOf(standing: StandingName, isBehind: boolean): Tone {
  return isBehind && standing === 'published' ? 'warn' : standingTones[standing];
}
