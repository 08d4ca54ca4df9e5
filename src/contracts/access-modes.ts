/**
 * Who may ask the API. `this-machine`: anyone who reaches it, which is this machine's users alone, since it then listens on loopback only;
 * `keys`: who has a key.
 */
export const accessModes = ['this-machine', 'keys'] as const;
export type AccessMode = (typeof accessModes)[number];
