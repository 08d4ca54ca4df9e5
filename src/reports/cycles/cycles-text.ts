import type { RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import { textTable } from '../text-table.ts';

/** Cycles for a terminal: when, why, how each ended; below the table what went wrong. */
export function cyclesText({
  cycles,
  nextPage,
}: {
  readonly cycles: readonly RegisteredCycle[];
  readonly nextPage?: string;
}): string {
  if (cycles.length === 0) return 'no cycle matches';
  const table = textTable(
    ['started', 'took', 'state', 'triggers', 'forecasts', 'cycle'],
    cycles.map((cycle) => [
      cycle.openedAt.slice(0, 16).replace('T', ' '),
      tookText(cycle),
      cycle.state,
      triggersText(cycle),
      cycle.forecastRows === undefined ? '-' : String(cycle.forecastRows),
      cycle.cycleId,
    ]),
    { leftColumns: 6 },
  );
  const troubles = cycles.flatMap(({ cycleId, failure, degradedReasons }) =>
    [...(failure === undefined ? [] : [failure]), ...degradedReasons].map((reason) => `${cycleId}: ${reason}`),
  );
  return [
    table,
    ...(troubles.length === 0 ? [] : ['', ...troubles]),
    ...(nextPage === undefined ? [] : ['', `older ones: --page ${nextPage}`]),
  ].join('\n');
}

/** `4:07`, minutes and seconds; with hours in front where it took as long. */
function tookText({ openedAt, closedAt }: RegisteredCycle): string {
  if (closedAt === undefined) return '-';
  const seconds = Math.max(0, Math.round((Date.parse(closedAt) - Date.parse(openedAt)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number: number): string => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `request by ann, timer by weekly`, each cause and sender once. */
function triggersText({ triggers }: RegisteredCycle): string {
  return [...new Set(triggers.map(({ cause, requestedBy }) => `${cause} by ${requestedBy}`))].join(', ');
}
