import { cycleStateLooks, type CycleState } from './cycle-state-looks.ts';

/** How the last cycles ended, the oldest to the left. */
export function HistoryMarks({ history }: { readonly history: readonly CycleState[] }) {
  if (history.length === 0) return <span>none yet</span>;
  const counts = Map.groupBy(history, (state) => state);
  const words = [...counts].map(([state, all]) => `${all.length} ${state}`).join(', ');
  const label = `Last ${history.length} cycles: ${words}; the last one ${history[0]}`;
  return (
    <span className="marks" role="img" aria-label={label} title={label}>
      {history.toReversed().map((state, index) => {
        const { tone, glyph } = cycleStateLooks[state];
        return (
          <span key={index} className={`mark tone-${tone}`}>
            {glyph}
          </span>
        );
      })}
    </span>
  );
}
