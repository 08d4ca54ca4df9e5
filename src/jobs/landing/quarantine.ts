import { gzipSync } from 'node:zlib';
import type { QuarantineListing } from '../../contracts/quarantine.ts';
import { UnknownSourceError } from '../../datasets/errors.ts';
import { mendedName } from '../../datasets/quarantine/mended-name.ts';
import { checkMended, readQuarantine } from '../../datasets/quarantine/quarantine-rows.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';

/** The rows set aside from what is in landing. */
export function readQuarantineJob(input: JobInput<'read-quarantine'>, context: JobContext): Promise<QuarantineListing> {
  return readQuarantine(context, context.project, input);
}

/** Names a corrected file after the files of its source, and checks it as a cycle would. */
export async function checkMendedJob(
  { source: name, bytes }: JobInput<'check-mended'>,
  context: JobContext,
): Promise<JobOutput<'check-mended'>> {
  const { project, landing } = context;
  const source = project.sources.find((candidate) => candidate.name === name);
  if (!source) throw new UnknownSourceError({ source: name, known: project.sources.map((known) => known.name) });
  const files = await landing.list(source.landing);
  const path = mendedName(files.map((file) => file.path));
  if (path === undefined) return { rows: 0, faults: [`nothing in landing matches ${source.landing}`], path: '', bytes };
  const content = path.endsWith('.gz') ? gzipSync(bytes) : bytes;
  return { ...(await checkMended(context, project, source, { path, bytes: content })), path, bytes: content };
}
