import { recordOf, type ProcessRecord } from '../../src/state/process-identity.ts';
import { openStateDirectory, type StackRecord } from '../../src/state/state-directory.ts';

/** Leaves the record of a stack on a state folder, held together by this process. */
export function runningStackOn(folder: string, facts: Partial<StackRecord> = {}): StackRecord {
  return stackOn(folder, recordOf(process.pid), facts);
}

/** Leaves the record of a stack that was killed. */
export function stoppedStackOn(folder: string): StackRecord {
  return stackOn(folder, { id: process.pid, identity: 'an earlier process' }, {});
}

function stackOn(folder: string, owner: ProcessRecord, facts: Partial<StackRecord>): StackRecord {
  const record = {
    owner,
    processes: [],
    temporalAddress: '127.0.0.1:7233',
    temporalUi: 'http://127.0.0.1:8233',
    registryUrl: 'postgres://postgres@127.0.0.1:54320/postgres',
    environments: ['dev', 'prod'],
    artifacts: '/state/artifacts',
    ...facts,
  };
  openStateDirectory(folder).writeStack(record);
  return record;
}
