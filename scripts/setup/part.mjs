/** @typedef {'node' | 'jobs' | 'start' | 'test' | 'stack' | 'mlflow' | 'deploy'} Purpose what the set-up is for; `jobs`: workers on servers of one's own */

/**
 * @typedef {object} SetupContext
 * @property {string} checkout absolute path, of the folder of an installed package where this is one
 * @property {string} cache absolute path of the cache directory
 * @property {import('./platform.mjs').PlatformKey} platform
 * @property {import('./closed-hosts.mjs').ClosedHosts} closedHosts
 * @property {boolean} firstSetUp the checkout has not been set up before: what the cache has is rehashed and tried out
 */

/**
 * @typedef {object} PartState
 * @property {boolean} ready
 * @property {string} [where] absolute path
 * @property {string} [version]
 * @property {string} [source] how it was got, when there are several ways
 * @property {string} [problem] why it is not ready
 */

/**
 * @typedef {object} Part one thing the set-up provides
 * @property {string} id
 * @property {string} title
 * @property {readonly Purpose[]} neededFor
 * @property {boolean} [optional] what it is for does without it: failing to get it fails no set-up
 * @property {readonly string[]} after ids of the parts it is made from
 * @property {(context: SetupContext) => Promise<PartState>} inspect changes nothing and is quick: every start runs it
 * @property {(context: SetupContext, progress: import('./progress.mjs').PartProgress) => Promise<void>} install
 * @property {(context: SetupContext) => Promise<void>} prove really uses it; throws when it does not work
 */

export {};
