import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

type PrometheusTool = 'prometheus' | 'promtool';

/** Prometheus is not on this machine. */
class PrometheusMissingError extends Error {
  override readonly name = 'PrometheusMissingError';
  readonly tool: PrometheusTool;

  constructor(tool: PrometheusTool) {
    super(`${tool} is not on the PATH; Debian's package "prometheus" has it (apt-get install prometheus)`);
    this.tool = tool;
  }
}

/** A tool found something wrong. */
class ToolFailedError extends Error {
  override readonly name = 'ToolFailedError';
}

/** Path of a program of Prometheus. Throws `PrometheusMissingError`. */
export function prometheusTool(tool: PrometheusTool): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return join(folder, tool);
    } catch {
      // The next folder.
    }
  }
  throw new PrometheusMissingError(tool);
}

/** Why `prometheusTool` has none; `undefined` where it has. */
export function whyNoPrometheus(): string | undefined {
  try {
    prometheusTool('promtool');
    prometheusTool('prometheus');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs promtool; resolves to what it said. Throws with its own words. */
export async function promtool(args: readonly string[], { cwd, input }: { cwd?: string; input?: string } = {}) {
  const running = promisify(execFile)(prometheusTool('promtool'), [...args], { ...(cwd === undefined ? {} : { cwd }) });
  running.child.stdin?.end(input ?? '');
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new ToolFailedError(`promtool ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
