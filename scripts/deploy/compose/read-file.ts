import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkout } from '../tools.ts';
import type { ComposeProject } from './project.ts';

/** Folder of the compose files. */
export const composeFolder = join(checkout, 'deploy/compose');

/** Files that add something to `compose.yaml`, such as `compose.oidc.yaml`. */
export const composeAdditions: readonly string[] = readdirSync(composeFolder)
  .filter((name) => /^compose\..+\.yaml$/.test(name))
  .sort();

/** A compose file with the example's settings, as far as that is possible without Docker: with merged keys and variables. */
export function readComposeFile(name: string): ComposeProject {
  const settings = exampleSettings();
  const text = readFileSync(join(composeFolder, name), 'utf8').replace(
    /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (_, variable: string, otherwise: string | undefined) => settings.get(variable) ?? otherwise ?? '',
  );
  return parse(text, { merge: true }) as ComposeProject;
}

/** Variables of `.env.example`. */
function exampleSettings(): ReadonlyMap<string, string> {
  const lines = readFileSync(join(composeFolder, '.env.example'), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}
