import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';

const glyphs: Readonly<Record<Tone, string>> = { good: '✓', warn: '!', bad: '✕', busy: '▸', calm: '·' };

interface Props {
  readonly tone: Tone;
  /** Whether the shape that goes with the tone is shown. Default false. */
  readonly withGlyph?: boolean;
  readonly children: ReactNode;
}

/** A short word on a coloured ground. The word says all; the colour only repeats it. */
export function Pill({ tone, withGlyph = false, children }: Props) {
  return (
    <span className={`pill tone-${tone}`}>
      {withGlyph && <span aria-hidden="true">{glyphs[tone]}</span>}
      {children}
    </span>
  );
}
