import { z } from 'zod';
import { projectSchema } from '../../src/project/schema.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** An option of `shelfcast.config.ts`, as its schema knows it. */
export interface ConfigurationOption {
  /** `gate.maxMape`, `sources[].checks[range].min`, `environments.<name>.promotion`. */
  readonly path: string;
  readonly isRequired: boolean;
  /** Type or range, in words; empty where the schema cannot tell. */
  readonly range: string;
  /** As it is written in a configuration; `undefined` where the schema has none. */
  readonly fallback: string | undefined;
}

/** All options that take a value, in the order of the schema. */
export function configurationOptions(): readonly ConfigurationOption[] {
  const root = z.toJSONSchema(projectSchema, { io: 'input', unrepresentable: 'any' });
  return optionsOf(root, '');
}

function optionsOf(schema: Schema, path: string): readonly ConfigurationOption[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return below(value as Schema, at, schema.required?.includes(name) ?? false);
  });
}

function below(schema: Schema, path: string, isRequired: boolean): readonly ConfigurationOption[] {
  if (schema.properties) return optionsOf(schema, path);
  const items = schema.items as Schema | undefined;
  if (items && hasOptions(items)) return variantsOf(items, `${path}[]`);
  const values = schema.additionalProperties;
  if (typeof values === 'object' && hasOptions(values)) return optionsOf(values, `${path}.<name>`);
  const fallback = schema.default === undefined ? undefined : written(schema.default);
  return [{ path, isRequired: isRequired && fallback === undefined, range: rangeOf(schema), fallback }];
}

/** Variants of a union are distinguished by the field that is a constant in each. */
function variantsOf(schema: Schema, path: string): readonly ConfigurationOption[] {
  const variants = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined;
  if (!variants) return optionsOf(schema, path);
  return variants.flatMap((variant) => {
    const kind = Object.values(variant.properties ?? {}).find(
      (value) => (value as Schema).const !== undefined,
    ) as Schema;
    return optionsOf(variant, `${path.slice(0, -1)}${String(kind.const)}]`).filter(
      ({ range }) => range !== written(kind.const),
    );
  });
}

function hasOptions(schema: Schema): boolean {
  return (
    schema.properties !== undefined || [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some((one) => hasOptions(one))
  );
}

function rangeOf(schema: Schema): string {
  if (schema.const !== undefined) return written(schema.const);
  if (schema.enum) return schema.enum.map(written).join(', ');
  const variants = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])] as readonly Schema[];
  if (variants.length > 0)
    return variants
      .map(rangeOf)
      .filter((text) => text !== '')
      .join(', ');
  if (schema.type === 'boolean') return 'true, false';
  if (schema.type === 'array') return `list of: ${rangeOf(schema.items as Schema)}`;
  if (schema.type === 'object')
    return typeof schema.additionalProperties === 'object' ? `names with: ${rangeOf(schema.additionalProperties)}` : '';
  if (schema.type === 'string') return 'text';
  return schema.type === 'number' || schema.type === 'integer' ? numberRange(schema) : '';
}

/** `whole number, 1 to 52`, `above 0`. */
function numberRange({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const parts = [
    ...(low !== undefined && high !== undefined ? [`${low} to ${high}`] : []),
    ...(low !== undefined && high === undefined ? [`at least ${low}`] : []),
    ...(exclusiveMinimum !== undefined ? [`above ${exclusiveMinimum}`] : []),
    ...(high !== undefined && low === undefined ? [`at most ${high}`] : []),
    ...(exclusiveMaximum !== undefined ? [`below ${exclusiveMaximum}`] : []),
  ];
  const range = parts.join(', ');
  const kind = type === 'integer' ? 'whole number' : range === '' ? 'number' : '';
  return [kind, range].filter((text) => text !== '').join(', ');
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${written(one)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
