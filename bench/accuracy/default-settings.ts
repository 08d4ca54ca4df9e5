import { z } from 'zod';
import type { ResolvedProject } from '../../src/contracts/project.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';

const text = z.string();

/** A project that sets only what it must: everything else is the product's default. */
export function defaultSettings(horizonWeeks: number): ResolvedProject {
  const as = (kind: string, row: z.ZodObject) => ({
    name: kind,
    kind,
    landing: `${kind}/*.csv`,
    row,
    conditioner: (table: unknown) => table,
  });
  const { resolved } = resolveProject(
    {
      name: 'bench',
      weekStartsOn: 'monday',
      horizonWeeks,
      regions: [{ name: 'bench', timeZone: 'America/Chicago' }],
      sources: [
        as('shipments', z.object({ store: text, item: text, week: text, units: z.number() })),
        as('stores', z.object({ store: text, region: text, format: text })),
      ],
    },
    'bench/accuracy/default-settings.ts',
  );
  return resolved;
}
