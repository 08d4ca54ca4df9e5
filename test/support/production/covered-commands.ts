import type { Command } from 'commander';

/** The commands of a program that do something, by their words: `models list`. */
export function commandNames(program: Command): readonly string[] {
  return program.commands.flatMap((command) => {
    const below = commandNames(command).map((name) => `${command.name()} ${name}`);
    // What commander calls for a command; one that only groups others has none.
    const { _actionHandler: action } = command as unknown as { readonly _actionHandler: unknown };
    return [...(action ? [command.name()] : []), ...below];
  });
}

/** Which of these commands a command line is one of: the longest that it begins with. */
export function commandOf(args: readonly string[], names: readonly string[]): string {
  const line = `${args.join(' ')} `;
  const [longest] = names.filter((name) => line.startsWith(`${name} `)).sort((a, b) => b.length - a.length);
  if (longest === undefined) throw new Error(`no command: ${line}`);
  return longest;
}
