import { join } from 'node:path';
import { cacheDir } from '../../scripts/setup/locations.mjs';
import { mathEnvironment } from './math-environment.ts';
import { givesMemoryBack } from './memory-environment.ts';
import { secretName } from '../telemetry/secret-name.ts';

/** What no job has any business with: the registry, keys of payloads, Temporal, a tracking server. A job reads and writes artifacts. */
const withheld = /^(SHELFCAST_REGISTRY_URL$|SHELFCAST_PAYLOAD_KEYS_FILE$|TEMPORAL_|MLFLOW_|PG[A-Z]+$)/;

/** Variables of the vendors of object stores, by the scheme of their locations: keys to a cloud go to jobs that read or write there. */
const ofStores: Readonly<Record<string, RegExp>> = {
  s3: /^AWS_/,
  azblob: /^(AZURE_|IDENTITY_|MSI_)/,
  gs: /^(GOOGLE_|GCLOUD_|CLOUDSDK_)/,
};

/** Clients of object stores go through it. */
const proxy = /^(HTTPS?|ALL)_PROXY$/i;
const withPassword = /:\/\/[^\s/@]*:[^\s/@]+@/;

/** What is passed on to a job besides this process's environment. */
interface ChildEnvironmentOptions {
  /** Over the variables of this process. Default: none. */
  readonly own?: Readonly<Record<string, string>>;
  /** Folders and object stores that jobs use besides `SHELFCAST_ARTIFACTS`. Default: none. */
  readonly locations?: readonly string[];
}

/**
 * Environment variables of a job's process: this process's without what looks like a secret. Conditioners and features are the project's code,
 * and what they print or throw may end up in logs. `SHELFCAST_JOB_VARIABLES` names those that jobs get all the same.
 */
export function childEnvironment({ own = {}, locations = [] }: ChildEnvironmentOptions = {}): NodeJS.ProcessEnv {
  const all = { ...process.env, ...own };
  const schemes = [all.SHELFCAST_ARTIFACTS ?? '', ...locations].map((location) => location.split('://')[0]!);
  const asked = new Set(all.SHELFCAST_JOB_VARIABLES?.split(',').map((name) => name.trim()));
  const inherited = Object.entries(process.env).filter(
    // What the API's own process runs with is not meant for its jobs.
    ([name, value = '']) => asked.has(name) || (givesMemoryBack[name] !== value && isForJobs(name, value, schemes)),
  );
  return {
    // Compiled code is kept between jobs: a third less time to the first line of work.
    NODE_COMPILE_CACHE: join(cacheDir(), 'compile-cache'),
    // Matrices of megabytes come and go in hundreds. Kept by the C library (glibc reads these), their memory is not mapped
    // and faulted in again for each: a tenth less time where two jobs share the machine.
    MALLOC_MMAP_THRESHOLD_: String(64 << 20),
    MALLOC_TRIM_THRESHOLD_: String(256 << 20),
    ...Object.fromEntries(inherited),
    ...own,
    ...mathEnvironment,
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}

function isForJobs(name: string, value: string, schemes: readonly string[]): boolean {
  if (withheld.test(name)) return false;
  const vendor = Object.entries(ofStores).find(([, names]) => names.test(name))?.[0];
  if (vendor !== undefined) return schemes.includes(vendor);
  return proxy.test(name) || !(secretName.test(name) || withPassword.test(value));
}
