/** Units of a forecast in logs, log(1 + units); never below zero. */
export function unitsOf(logUnits: number): number {
  return Math.max(0, Math.expm1(logUnits));
}
