import { UnsupportedPlatformError } from './errors.mjs';

/** Where every native part exists: Temporal's core and libtensorflow's builds both want glibc on Linux. */
const SUPPORTED_PLATFORMS = /** @type {const} */ (['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64']);

/** @typedef {typeof SUPPORTED_PLATFORMS[number]} PlatformKey */

/**
 * @param {{ platform?: string, arch?: string, isMusl?: () => boolean }} [machine]
 * @returns {PlatformKey}
 */
export function platformKey(machine = {}) {
  const { platform = process.platform, arch = process.arch, isMusl = runsOnMusl } = machine;
  const key = SUPPORTED_PLATFORMS.find((supported) => supported === `${platform}-${arch}`);
  if (key === undefined) throw new UnsupportedPlatformError(`${platform}-${arch}`, SUPPORTED_PLATFORMS);
  if (platform === 'linux' && isMusl()) {
    throw new UnsupportedPlatformError(`${key} with musl`, SUPPORTED_PLATFORMS);
  }
  return key;
}

function runsOnMusl() {
  const report = /** @type {any} */ (process.report);
  // Without this the report resolves the name of every open socket's peer first.
  report.excludeNetwork = true;
  return report.getReport().header.glibcVersionRuntime === undefined;
}
