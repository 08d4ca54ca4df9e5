import { join } from 'node:path';
import type { Reader } from './reader.ts';

/** What pages write where a reader's own value belongs: versions, hashes, folders. */
const examples: Readonly<Record<string, (reader: Reader) => Promise<string>>> = {
  // A model that does not serve, and that prod does not know.
  a81f: async (reader) => {
    const inProd = new Set((await answer<Models>(reader, 'models list --env prod')).map(({ version }) => version));
    const models = await answer<Models>(reader, 'models list --env dev');
    return first(models.filter(({ stage, version }) => stage === 'archived' && !inProd.has(version))).version;
  },
  '4f21': async (reader) => (await urbanDatasets(reader)).at(-1)!.version,
  a07c: async (reader) => first(await urbanDatasets(reader)).version,
  // A challenger that waits for a person.
  '5d2ae22a5ec1': async (reader) => {
    const waiting = await answer<Waiting>(reader, 'promotions list');
    return first(waiting.filter(({ challenger }) => challenger.segment.velocity === 'slow')).challenger.version;
  },
  // One that somebody has approved.
  a53a74a4eeb03f36: async (reader) => {
    return first(await answer<Models>(reader, 'models list --env prod --segment urban/large/fast')).version;
  },
  '142:5f…': async (reader) => (await reader.types('shelfcast audit head')).stdout.trim(),
  '/tmp/grocer': (reader) => Promise.resolve(join(reader.folder, '.readers/grocer')),
  '../grocer': (reader) => Promise.resolve(join(reader.folder, '.readers/another-grocer')),
};

type Models = readonly { readonly stage: string; readonly version: string }[];
type Waiting = readonly {
  readonly challenger: { readonly version: string; readonly segment: { readonly velocity: string } };
}[];

/** Whether a command means something else to every reader, each time. */
export function hasExamples(command: string): boolean {
  return Object.keys(examples).some((example) => command.includes(example));
}

/** A command with what a reader would put in place of its example values; a block's values are `known` to the next of its commands. */
export async function asReader(command: string, reader: Reader, known: Map<string, string>): Promise<string> {
  let typed = command;
  for (const [example, valueOf] of Object.entries(examples)) {
    if (!typed.includes(example)) continue;
    const value = known.get(example) ?? (await valueOf(reader));
    known.set(example, value);
    typed = typed.replaceAll(example, value);
  }
  return typed;
}

function urbanDatasets(reader: Reader): Promise<readonly { readonly version: string }[]> {
  return answer(reader, 'datasets list --region urban');
}

async function answer<Answer>(reader: Reader, question: string): Promise<Answer> {
  const { stdout } = await reader.types(`shelfcast ${question} --json`);
  return JSON.parse(stdout) as Answer;
}

function first<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error('the registry has nothing that a page takes as its example');
  return value;
}
