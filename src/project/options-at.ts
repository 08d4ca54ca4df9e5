import { z } from 'zod';
import { projectSchema } from './schema.ts';

type Schema = z.core.JSONSchema.BaseSchema;

let root: Schema | undefined;

/** Names of the options directly below a path of the configuration; `undefined` where there are none, as below a number or a list. */
export function optionsAt(path: readonly string[]): readonly string[] | undefined {
  root ??= z.toJSONSchema(projectSchema, { io: 'input', unrepresentable: 'any' });
  let at: Schema | undefined = root;
  for (const name of path) {
    const properties: Record<string, unknown> | undefined = at?.properties;
    at = properties && Object.hasOwn(properties, name) ? (properties[name] as Schema) : undefined;
  }
  return at?.properties && Object.keys(at.properties);
}
