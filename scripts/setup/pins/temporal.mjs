/** @typedef {import('../platform.mjs').PlatformKey} PlatformKey */

export const TEMPORAL_CLI_VERSION = '1.5.1';

/** The oldest dev server that will do, as `temporal --version` names it: the one in the pinned CLI. */
export const OLDEST_DEV_SERVER = '1.29.1';

/**
 * The vendor's archives, with the sha256 that other public projects pin, since the host could not be reached where this
 * list was made: should one be wrong, the archive is refused and the CLI built from source.
 * @type {Record<PlatformKey, string>}
 */
export const TEMPORAL_CLI_ARCHIVES = {
  'linux-x64': 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  'linux-arm64': 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  'darwin-arm64': 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
  'darwin-x64': 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
};

/**
 * The CLI's source, for a build with a newer SQLite. The one it names, 1.34.1, can stay interrupted for good after a request that was
 * cancelled: from then on the server answers nothing, and says that its namespaces are not found.
 * @type {import('./object-stores.mjs').GoProgram}
 */
export const TEMPORAL_CLI_SOURCE = {
  module: 'github.com/temporalio/cli',
  package: 'github.com/temporalio/cli/cmd/temporal',
  version: TEMPORAL_CLI_VERSION,
  sum: 'h1:0RZMk14BWxz44Xg6ciDQvpfAMffoG3J7/K03ql80teY=',
  program: 'temporal',
  newer: { 'modernc.org/sqlite': '1.51.0' },
};

/** Counted up where the same version is built in another way: what a cache has of the way before is made again. */
export const TEMPORAL_CLI_BUILD = 2;

export const TIME_SKIPPING_VERSION = '1.38.0';

/**
 * The vendor's archives of the time-skipping test server; see above for where the sha256 comes from.
 * @type {Partial<Record<PlatformKey, string>>}
 */
export const TIME_SKIPPING_ARCHIVES = {
  'linux-x64': '41df834fe8e1ac59619e13908f41b63e4d1054f37634a2f89033d8cf6af71b96',
};
