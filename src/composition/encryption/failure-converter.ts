import { EncodedFailureConverter } from '../../contracts/encoded-failures.ts';

/** How failures of activities and clients are sent where payloads are encrypted. The SDK loads it by its path. */
export const failureConverter = new EncodedFailureConverter();
