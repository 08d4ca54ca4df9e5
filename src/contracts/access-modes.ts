/**
 * Who may ask the codec server. `this-machine`: anyone who reaches it, which is this machine's users alone, since it then listens on
 * loopback only; `keys`: who has a key.
 */
export const codecAccessModes = ['this-machine', 'keys'] as const;
export type CodecAccessMode = (typeof codecAccessModes)[number];

/** Who may ask the API. Besides: `oidc`: who signs in with an OpenID provider or has a token of it, and who has a key. */
export const accessModes = [...codecAccessModes, 'oidc'] as const;
export type AccessMode = (typeof accessModes)[number];
