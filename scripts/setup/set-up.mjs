import { describe, SetupError } from './errors.mjs';
import { commands } from './locations.mjs';
import { Progress } from './progress.mjs';

/** @typedef {import('./part.mjs').Part} Part */
/** @typedef {import('./part.mjs').SetupContext} SetupContext */
/** @typedef {import('./part.mjs').PartState} PartState */

/** Some parts could not be provided; the others were. */
export class PartsMissingError extends SetupError {
  /** @override */ name = 'PartsMissingError';

  /** @param {ReadonlyMap<string, unknown>} failures by the part's title */
  constructor(failures) {
    super([...failures].map(([title, error]) => `${title}: ${describe(error)}`).join('\n'), {
      wayOut: `what did work is kept: run the same command again once this is fixed (\`${commands.doctor}\` shows where it stands)`,
    });
    /** @readonly */
    this.failures = failures;
  }
}

/**
 * Provides the parts that aren't there, those that don't build on each other in parallel. One that fails doesn't stop
 * the others: what they achieve is in the cache for the next run.
 *
 * @param {readonly Part[]} parts in an order in which each comes after what it is made from
 * @param {SetupContext} context
 * @param {NodeJS.WritableStream} out
 * @returns {Promise<Map<string, PartState>>} by the part's id
 */
export async function setUp(parts, context, out) {
  const states = await inspectAll(parts, context);
  if (!context.firstSetUp && parts.every(({ id }) => states.get(id)?.ready)) return states;
  const progress = new Progress(out, Math.max(...parts.map(({ title }) => title.length)));
  /** @type {Map<string, Promise<boolean>>} */
  const outcomes = new Map();
  /** @type {Map<string, unknown>} */
  const failures = new Map();
  for (const part of parts) {
    const before = part.after.flatMap((id) => outcomes.get(id) ?? []);
    outcomes.set(part.id, provideAfter(part, before));
  }
  await Promise.all(outcomes.values());
  if (failures.size > 0) throw new PartsMissingError(failures);
  return inspectAll(parts, context);

  /**
   * @param {Part} part
   * @param {readonly Promise<boolean>[]} before
   */
  async function provideAfter(part, before) {
    if (!(await Promise.all(before)).every(Boolean)) return false;
    // Again, and not from above: what it is made from may have changed since.
    const { ready } = await part.inspect(context);
    if (ready && (!context.firstSetUp || (await works(part, context)))) return true;
    const line = progress.part(part.title);
    try {
      await part.install(context, line);
      line.done('ready');
      return true;
    } catch (error) {
      if (part.optional) line.note(describe(error));
      else failures.set(part.title, error);
      line.failed();
      return false;
    }
  }
}

/**
 * @param {Part} part
 * @param {SetupContext} context
 */
function works(part, context) {
  return part.prove(context).then(
    () => true,
    () => false,
  );
}

/**
 * @param {readonly Part[]} parts
 * @param {SetupContext} context
 */
async function inspectAll(parts, context) {
  const states = await Promise.all(
    parts.map(async (part) => /** @type {const} */ ([part.id, await part.inspect(context)])),
  );
  return new Map(states);
}
