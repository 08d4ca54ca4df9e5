import type { z } from 'zod';
import type { App } from './app.ts';
import { refusal } from './refusal.ts';

/**
 * Who may do what, from the least to the most; each may do what those before it may. `reader` looks, `operator` runs cycles, tags and corrects,
 * `approver` decides which model scores, `admin` deletes and changes what the engine itself does.
 */
export const roles = ['reader', 'operator', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A role by its name; one that this version does not know allows what the least one does. */
export function roleNamed(name: string): Role {
  return roles.find((role) => role === name) ?? roles[0];
}

/** One thing that can be asked or done, the same for every edge. */
export interface Operation<Input, Answer, Name extends string = string> {
  /** `models.list`: the area and the verb. */
  readonly name: Name;
  /** The role it needs. */
  readonly role: Role;
  readonly input: z.ZodType<Input>;
  readonly answer: z.ZodType<Answer>;
  /** Does it. Throws `Refusal` where it is not done. */
  run(app: App, input: Input): Promise<Answer>;
}

/** An operation, its types taken from its schemas. */
export function defineOperation<Input, Answer, const Name extends string>(
  operation: Operation<Input, Answer, Name>,
): Operation<Input, Answer, Name> {
  return operation;
}

/** Checks the input of an operation and runs it. Throws `Refusal`; what else it throws has failed. */
export async function perform<Input, Answer>(
  operation: Operation<Input, Answer>,
  app: App,
  input: NoInfer<Input>,
): Promise<Answer> {
  const parsed = operation.input.safeParse(input);
  if (parsed.success) return operation.run(app, parsed.data);
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  throw refusal('invalid-input', { operation: operation.name, faults });
}
