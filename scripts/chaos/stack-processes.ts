import { execFileSync } from 'node:child_process';
import { recordOf, type ProcessRecord } from '../../src/state/process-identity.ts';

/** The long-lived processes of an embedded stack, by what they are. */
export const stackProcessKinds = [
  'training-worker',
  'orchestration-worker',
  'temporal-server',
  'temporal-keeper',
  'registry',
] as const;
export type StackProcessKind = (typeof stackProcessKinds)[number];

interface ListedProcess {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

const marks: Readonly<Record<Exclude<StackProcessKind, 'temporal-server'>, RegExp>> = {
  'training-worker': /worker-main\.ts --queues data,training,scoring/,
  'orchestration-worker': /worker-main\.ts --queues orchestration/,
  'temporal-keeper': /temporal-main\.ts/,
  registry: /database-main\.ts/,
};

/** The process of a kind of the stack that this process started; `undefined` while there is none. */
export function findStackProcess(kind: StackProcessKind): ProcessRecord | undefined {
  const listed = list();
  const childOf = (parent: number | undefined, mark: RegExp): number | undefined =>
    listed.find((one) => one.parent === parent && mark.test(one.command))?.id;
  const id =
    kind === 'temporal-server'
      ? childOf(childOf(process.pid, marks['temporal-keeper']), /server start-dev/)
      : childOf(process.pid, marks[kind]);
  return id === undefined ? undefined : recordOf(id);
}

function list(): readonly ListedProcess[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, id, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return id === undefined ? [] : [{ id: Number(id), parent: Number(parent), command }];
  });
}
