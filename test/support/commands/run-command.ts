import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessResult } from '../shelfcast-process.ts';
import { CommandHost } from './command-host.ts';

interface WarmHost {
  readonly host: CommandHost;
  /** The environment variables it was started with. */
  readonly environment: string;
  /** By folder, the configuration that it has loaded: a process loads the one of a folder once. */
  readonly loaded: Map<string, string>;
}

const idle: WarmHost[] = [];

/**
 * Runs a command to its end, in a process that has run others before: most of a short command's time goes into its start. What it prints and its exit
 * code are those of `shelfcast()`. Not for a command that is interrupted, nor where the start is the subject.
 */
export async function runCommand(...args: readonly string[]): Promise<ProcessResult> {
  const [folder, configuration] = await configurationOf(args);
  const warm = take(folder, configuration);
  warm.loaded.set(folder, configuration);
  try {
    const result = await warm.host.run(args);
    idle.push(warm);
    return result;
  } catch (error) {
    warm.host.end();
    throw error;
  }
}

/** One with the environment variables of now, that has not loaded an earlier configuration of the folder. */
function take(folder: string, configuration: string): WarmHost {
  const environment = JSON.stringify(process.env);
  for (let warm = idle.pop(); warm; warm = idle.pop()) {
    if (warm.environment === environment && (warm.loaded.get(folder) ?? configuration) === configuration) return warm;
    warm.host.end();
  }
  return { host: new CommandHost(), environment, loaded: new Map() };
}

async function configurationOf(args: readonly string[]): Promise<readonly [folder: string, text: string]> {
  const option = args.findIndex((arg) => arg === '-p' || arg === '--project');
  const folder = args[option + 1];
  if (option < 0 || folder === undefined) return ['', ''];
  return [folder, await readFile(join(folder, 'shelfcast.config.ts'), 'utf8').catch(() => '')];
}
