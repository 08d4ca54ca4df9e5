import type { Command } from 'commander';
import { defaultProject } from './default-project.ts';

/** A command about a project's state, as people name both, that can print JSON. */
export function stateCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--json', 'print JSON');
}
