import { refusal } from './refusal.ts';

/** The regions asked for, or all. Throws `Refusal` on one the project lacks. */
export function selectRegions(known: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  const unknown = asked?.find((region) => !known.includes(region));
  if (unknown !== undefined) throw refusal('unknown-region', { region: unknown, known });
  return asked ?? known;
}

/** Throws `Refusal` where the project has no such environment. */
export function checkEnvironment(environment: string, known: readonly string[]): void {
  if (!known.includes(environment)) throw refusal('unknown-environment', { environment, known });
}

/** Throws `Refusal` where the project has no such region. */
export function checkRegion(region: string, known: readonly { readonly name: string }[]): void {
  selectRegions(
    known.map(({ name }) => name),
    [region],
  );
}
