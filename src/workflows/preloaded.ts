import { regexes, z } from 'zod';

/**
 * What all workflows of a worker share, evaluated before the first one: zod. Every workflow evaluates its other modules itself, and zod
 * would be four fifths of the time and of the memory of that. The SDK freezes what is shared, so what zod makes on first use is made
 * here; schemas hold state of their own and are not to be shared.
 */
export const isReady = z.strictObject({ text: z.string().min(1).optional() }).safeParse({}).success;

// Frozen already, so that the SDK does not go further: a regular expression that is frozen cannot set its `lastIndex`.
Object.freeze(regexes);
