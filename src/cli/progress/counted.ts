/** Texts of which equal ones are said once, with their count: `the store is away (3 times)`. */
export function counted(texts: readonly string[]): readonly string[] {
  return [...Map.groupBy(texts, (text) => text)].map(([text, { length }]) =>
    length === 1 ? text : `${text} (${length} times)`,
  );
}
