/** The fields of an object that have a value: what is left out is not asked for. */
export function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined | ''> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as ReturnType<typeof defined<T>>;
}
