import { join } from 'node:path';
import { cacheDir } from '../../scripts/setup/locations.mjs';
import { mathEnvironment } from './math-environment.ts';

/** Names of what a job has no business with: the registry's password, keys to Temporal and to a tracking server. A job reads and writes artifacts. */
const withheld = /^(SHELFCAST_REGISTRY_URL$|TEMPORAL_|MLFLOW_)/;

/** Environment variables of a job's process: this process's, and `own` over them. */
export function childEnvironment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !withheld.test(name));
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
