import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

/** The working folder where it is a project; or else the example that comes along. */
export function defaultProject(): string {
  return existsSync('shelfcast.config.ts')
    ? '.'
    : fileURLToPath(new URL('../../examples/orange-juice', import.meta.url));
}

/** A command about a project's state, as people name both, that can print JSON. */
export function stateCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--json', 'print JSON');
}
