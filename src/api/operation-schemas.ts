import { z } from 'zod';
import { operations, type OperationName } from '../app/operations.ts';
import type { Operation } from '../app/operation.ts';

/** A schema as JSON Schema 2020-12 has it, as far as it is looked at here. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly description?: string;
}

type AnyOperation = Operation<unknown, unknown>;

const byName = new Map<string, AnyOperation>(
  operations.map((operation) => [operation.name, operation as unknown as AnyOperation]),
);

/** An operation by its name. */
export function operationNamed(name: OperationName): AnyOperation {
  return byName.get(name)!;
}

/** The input of an operation, as it is sent. */
export function inputSchemaOf(name: OperationName): JsonSchema {
  return schemaOf(operationNamed(name).input, 'input');
}

/** The answer of an operation. */
export function answerSchemaOf(name: OperationName): JsonSchema {
  return schemaOf(operationNamed(name).answer, 'output');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    ...{ io, unrepresentable: 'any' },
    // That code does not change a value once it is there is, in OpenAPI, that clients do not send it.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  }) as JsonSchema;
}
