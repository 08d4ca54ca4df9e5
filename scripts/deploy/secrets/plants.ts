import { randomBytes } from 'node:crypto';

/** Words that are put where an installation has secrets or business matters, each unlike any other text. */
export interface Plants {
  /** What gives access: nobody may find it anywhere. By what it is. */
  readonly credentials: {
    readonly registryPassword: string;
    readonly storeSecret: string;
    readonly temporalApiKey: string;
    /** The key of payloads, as its file has it. */
    readonly payloadKey: string;
  };
  /** What the business is about: encrypted for Temporal, to be read in the registry and in logs. By where it was said. */
  readonly words: {
    readonly reasonOfRequest: string;
    readonly reasonOfPause: string;
    readonly errorOfConditioner: string;
  };
}

/** @param storeSecret the secret key that the object store was started with */
export function newPlants(storeSecret: string): Plants {
  const word = (name: string): string => `${name}${randomBytes(12).toString('hex')}`;
  return {
    credentials: {
      registryPassword: word('password'),
      storeSecret,
      temporalApiKey: word('apikey'),
      payloadKey: randomBytes(32).toString('base64'),
    },
    words: {
      reasonOfRequest: word('flood'),
      reasonOfPause: word('stocktaking'),
      errorOfConditioner: word('badcell'),
    },
  };
}
