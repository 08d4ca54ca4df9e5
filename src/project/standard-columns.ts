import { z } from 'zod';
import type { StandardColumn } from '../contracts/project.ts';

/** A column of a row schema; `type` is `undefined` where it is neither text nor number. */
export type DescribedColumn = Omit<StandardColumn, 'type'> & { readonly type: StandardColumn['type'] | undefined };

const columnTypes: Readonly<Record<string, StandardColumn['type']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'number',
};

/** The columns a row schema describes, in its order. Booleans are kept as the numbers 0 and 1. */
export function describeColumns(row: z.ZodObject): readonly DescribedColumn[] {
  return Object.entries(row.shape).map(([name, schema]) => ({
    name,
    type: typeOf(z.toJSONSchema(schema as z.ZodType, { io: 'output', unrepresentable: 'any' })),
    optional: z.safeParse(schema, undefined).success || z.safeParse(schema, null).success,
  }));
}

/** Names of the number columns. */
export function numbersOf(columns: readonly DescribedColumn[]): readonly string[] {
  return columns.filter((column) => column.type === 'number').map((column) => column.name);
}

function typeOf(schema: z.core.JSONSchema.BaseSchema): StandardColumn['type'] | undefined {
  const names = (schema.anyOf ?? [schema]).flatMap((alternative) => alternative.type ?? 'unknown');
  const types = new Set(names.filter((name) => name !== 'null').map((name) => columnTypes[name]));
  return types.size === 1 ? [...types][0] : undefined;
}
