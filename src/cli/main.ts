import { productVersion } from '../composition/product-version.ts';
import { isTraced, startTracing } from '../telemetry/traces/start-tracing.ts';
import type { TracedRole } from '../telemetry/traces/tracing.ts';
import { failWith } from './fail-with.ts';
import { program } from './program.ts';

// What a command starts or sends is the beginning of a trace.
const servers: Readonly<Record<string, TracedRole>> = { api: 'api', worker: 'worker' };
const role = servers[process.argv[2] ?? ''] ?? 'cli';
const tracing = isTraced() ? await startTracing(role, productVersion()) : undefined;
try {
  await program.parseAsync();
} catch (error) {
  failWith(error);
} finally {
  await tracing?.shutdown();
}
