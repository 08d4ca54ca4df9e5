import { useElementSize } from '@mantine/hooks';
import type * as PlotLibrary from '@observablehq/plot';
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** The library of charts. */
export type Plot = typeof PlotLibrary;

interface Props {
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  /** The chart for the width there is. */
  readonly draw: (plot: Plot, width: number) => PlotLibrary.PlotOptions;
  /** The same as a table. */
  readonly table: ReactNode;
}

/** Without the library, whose script may not come, the table is all there is. */
function library(): Promise<Plot | undefined> {
  return import('@observablehq/plot').catch(() => undefined);
}

/** A chart with its table. The library is loaded when the first chart is shown. */
export function Chart({ label, draw, table }: Props) {
  const { ref: frame, width } = useElementSize();
  const [isMissing, setMissing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let shown = true;
    if (width === 0) return;
    void library().then((plot) => {
      if (!shown) return;
      if (!plot) {
        setMissing(true);
        return;
      }
      const drawn = plot.plot({ style: { fontSize: '12px' }, ...draw(plot, width), width });
      // A screen reader reads the label and the table; a list of strokes says nothing.
      drawn.setAttribute('aria-hidden', 'true');
      place.current?.replaceChildren(drawn);
    });
    return () => {
      shown = false;
    };
  }, [draw, width]);
  return (
    <div ref={frame}>
      {isMissing ? (
        <p>The chart could not be drawn: its script did not come. Its figures are below.</p>
      ) : (
        <div className="chart" role="img" aria-label={label} ref={place} style={{ minHeight: 120 }} />
      )}
      <details open={isMissing}>
        <summary>The same as a table</summary>
        {table}
      </details>
    </div>
  );
}
