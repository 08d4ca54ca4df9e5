import type { ReactNode } from 'react';

interface TileProps {
  readonly value: ReactNode;
  readonly label: string;
  /** Makes a button of it, which is pressed or not. */
  readonly onPress?: () => void;
  readonly pressed?: boolean;
}

/** Figures next to each other. */
export function Tiles({ children }: { readonly children: ReactNode }) {
  return <div className="tiles">{children}</div>;
}

/** One figure and what it is. */
export function Tile({ value, label, onPress, pressed = false }: TileProps) {
  const inside = (
    <>
      <span className="tile-value">{value}</span>
      <span className="tile-label">{label}</span>
    </>
  );
  if (!onPress) return <div className="tile">{inside}</div>;
  return (
    <button type="button" className="tile" aria-pressed={pressed} onClick={onPress}>
      {inside}
    </button>
  );
}
