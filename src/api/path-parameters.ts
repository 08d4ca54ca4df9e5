/** The parameters of a path such as `/environments/{environment}/models/{model}`, in their order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}
