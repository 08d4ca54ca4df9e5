import { isSealed, namespaceOf } from '../../composition/encryption/open-payload-codec.ts';
import { checkAccess, type Caller } from '../access.ts';
import { ApiError } from '../api-error.ts';
import type { Payloads } from './payload-json.ts';

/** Histories hold the inputs and results of every step, which is more than the API shows to a `reader`. */
const neededRole = 'operator';

/** What payloads somebody has a codec server read or write. */
interface AskedFor {
  /** `X-Namespace`: Temporal's UI and command line send it. */
  readonly namespace: string | undefined;
  /** Those to decrypt; those to encrypt say nothing of where they are from. */
  readonly payloads: Payloads;
}

/**
 * Throws `ApiError` where a caller may not have payloads of a namespace. The header only says what the caller asks about; of whose payloads they are the
 * payloads themselves are asked, since what they say is authenticated.
 *
 * @param environmentOf the environment of a namespace
 */
export function checkPayloads(
  caller: Caller,
  { namespace, payloads }: AskedFor,
  environmentOf: (namespace: string) => string | undefined,
): void {
  const own = payloads.filter(isSealed).map(namespaceOf);
  if (caller.environments && own.includes(undefined)) {
    throw new ApiError('other-environment', 'a payload does not say of which namespace it is');
  }
  const namespaces = new Set([namespace, ...own].filter((one) => one !== undefined));
  const environments = [...namespaces].map((one) => {
    const environment = environmentOf(one);
    if (environment === undefined) {
      throw new ApiError('other-environment', `no environment of this project is in the namespace "${one}"`);
    }
    return environment;
  });
  checkAccess(caller, { role: neededRole, environments });
}
