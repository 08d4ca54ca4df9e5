import { useSearchParams } from 'wouter';

/** Filters of a page. They live in its address, so that a link or a reload shows the same. */
export function useFilters<Name extends string>(...names: readonly Name[]) {
  const [parameters, setParameters] = useSearchParams();
  const filters = Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? ''])) as Record<Name, string>;
  const setFilters = (changed: Partial<Record<Name, string>>): void =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(changed)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return [filters, setFilters] as const;
}
