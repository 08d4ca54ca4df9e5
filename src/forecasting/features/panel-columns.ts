import { InvalidPanelError, UnknownAheadColumnError } from '../errors.ts';
import type { Panel } from '../panel.ts';

/** Numbers beyond this are treated as damage, as in conditioning; what is squared and summed stays finite below it. */
const largestPlausible = 1e12;

/**
 * @param role of the panel's roles, for the message
 * @throws UnknownAheadColumnError where it is known only after the week; InvalidPanelError where it is absent or too short
 */
export function knownAheadColumn(panel: Panel, name: string, role: string): Float64Array {
  const values = panel.knownAhead[name];
  if (!values && panel.observed[name]) throw new UnknownAheadColumnError(name, `The role ${role}`);
  return checked(panel, 'knownAhead', name, values);
}

/** @throws InvalidPanelError where it is absent or too short */
export function observedColumn(panel: Panel, name: string): Float64Array {
  return checked(panel, 'observed', name, panel.observed[name]);
}

function checked(panel: Panel, part: string, name: string, values: Float64Array | undefined): Float64Array {
  if (!values) throw new InvalidPanelError(part, `column "${name}" is absent`);
  if (values.length === panel.units.length) return values;
  throw new InvalidPanelError(part, `column "${name}" has ${values.length} values, not ${panel.units.length}`);
}

/**
 * Series × `nWeeks` of a panel column: NaN beyond the panel's end, from week `until` on, and where a value is implausible
 * before or not finite after its conversion.
 */
export function window(
  panel: Panel,
  values: Float64Array,
  nWeeks: number,
  until: number,
  convert?: (value: number) => number,
): Float64Array {
  const stride = panel.weeks.length;
  const taken = Math.min(until, stride);
  const result = new Float64Array(panel.seriesItem.length * nWeeks).fill(Number.NaN);
  for (let s = 0; s < panel.seriesItem.length; s++) {
    const [from, to] = [s * stride, s * nWeeks];
    for (let w = 0; w < taken; w++) {
      const given = values[from + w]!;
      if (Math.abs(given) <= largestPlausible) result[to + w] = given;
    }
  }
  // In a pass of its own: most columns have none, and a call per cell costs more than the rest.
  if (convert) convertEach(result, convert);
  return result;
}

function convertEach(values: Float64Array, convert: (value: number) => number): void {
  for (let cell = 0; cell < values.length; cell++) {
    const value = convert(values[cell]!);
    values[cell] = Number.isFinite(value) ? value : Number.NaN;
  }
}
