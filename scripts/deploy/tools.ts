import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readLocations } from '../setup/locations.mjs';

/** The checkout. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

type ToolName = 'helm' | 'kubeconform' | 'compose' | 'kubernetesSchemas';

const titles: Readonly<Record<ToolName, string>> = {
  helm: 'Helm',
  kubeconform: 'kubeconform',
  compose: 'Docker Compose',
  kubernetesSchemas: 'the schemas of Kubernetes',
};

/** A tool that a check of `deploy/` uses is not there. */
class ToolMissingError extends Error {
  override name = 'ToolMissingError';
  readonly tool: string;

  constructor(tool: string) {
    super(
      `${tool} is missing; "npm run setup:deploy" provides it (it builds tools with Go >= 1.25; the schemas need pip)`,
    );
    this.tool = tool;
  }
}

/** Where set-up has put a tool. Throws `ToolMissingError`. */
export function toolPath(name: ToolName): string {
  const path = readLocations()?.[name];
  if (path === undefined) throw new ToolMissingError(titles[name]);
  return path;
}

/** Throws `ToolMissingError` where Temporal's dev server, which the embedded stack runs, is not there. */
export function requireDevServer(): void {
  if (readLocations()?.temporalCli === undefined) throw new ToolMissingError("Temporal's dev server");
}

/** Why a test that needs a tool cannot run; `undefined` where it can. */
export function whyNoTool(name: ToolName): string | undefined {
  return readLocations()?.[name] === undefined ? new ToolMissingError(titles[name]).message : undefined;
}

/** A tool found a fault; its own words. */
class ToolFailedError extends Error {
  override name = 'ToolFailedError';
  readonly command: string;
  readonly said: string;

  constructor(command: string, said: string) {
    super(`${command} failed:\n${said}`);
    this.command = command;
    this.said = said;
  }
}

/** Runs a tool and resolves to what it printed. Throws `ToolFailedError`. */
export async function runTool(
  path: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string } = {},
): Promise<string> {
  const { input, ...others } = options;
  const running = promisify(execFile)(path, [...args], { ...others, maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(input ?? '');
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = (stderr + stdout).trim();
    throw new ToolFailedError(`${path.split('/').at(-1)} ${args.join(' ')}`, said === '' ? String(error) : said);
  }
}
