import type { Command } from 'commander';
import { commandLineFault } from './command-line-fault.ts';
import { shellWords } from './commands.ts';

/** What commands of the documentation are compared with. */
export interface Definitions {
  readonly program: Command;
  /** Names of the scripts in `package.json`. */
  readonly scripts: ReadonlySet<string>;
}

/** The words after `shelfcast`, however a page writes that; `undefined` where a command is another program's. */
function shelfcastWords(text: string): readonly string[] | undefined {
  const words = [...shellWords(text)];
  while (/^[A-Z_]+=/.test(words[0] ?? '')) words.shift();
  const line = words.join(' ');
  if (words[0] === 'shelfcast') return words.slice(1);
  if (line.startsWith('npx shelfcast')) return words.slice(2);
  if (line.startsWith('npm run shelfcast --')) return words.slice(4);
  if (line.startsWith('npm start')) return ['dev', ...words.slice(words[2] === '--' ? 3 : 2)];
  return undefined;
}

/** What is wrong with a command that a reader is to run. */
export function commandFault(text: string, { program, scripts }: Definitions): string | undefined {
  return scriptFault(text, scripts) ?? lineFault(text, (words) => commandLineFault(program, words, 'complete'));
}

/** What is wrong with code in a sentence, where it names a command or an option. */
export function mentionFault(code: string, { program, scripts }: Definitions): string | undefined {
  const [first = '', second] = shellWords(code);
  const isCommand = second !== undefined && program.commands.some((one) => one.name() === first);
  const text = isCommand ? `shelfcast ${code}` : code;
  if (/<command>/.test(text)) return undefined;
  return (
    scriptFault(text, scripts) ??
    lineFault(text, (words) => commandLineFault(program, words, 'mention')) ??
    flagFault(first, program)
  );
}

function lineFault(text: string, faultOf: (words: readonly string[]) => string | undefined): string | undefined {
  const words = shelfcastWords(text);
  return words && faultOf(words);
}

/** Scripts that npm runs without `run`. */
const short = ['start', 'test'];

function scriptFault(text: string, scripts: ReadonlySet<string>): string | undefined {
  const [, run, name = ''] = /^npm (run )?([\w:-]+)/.exec(text) ?? [];
  if (name === '' || (run === undefined && !short.includes(name))) return undefined;
  return scripts.has(name) ? undefined : `package.json has no script ${name}`;
}

/** An option without a command is one of any command. */
function flagFault(word: string, program: Command): string | undefined {
  const [flag = ''] = word.split('=');
  if (!/^--[a-z]/.test(flag)) return undefined;
  const all = [program, ...descendants(program)].flatMap(({ options }) => options);
  return flag === '--help' || all.some(({ long }) => long === flag) ? undefined : `no command has an option ${flag}`;
}

function descendants({ commands }: Command): readonly Command[] {
  return commands.flatMap((command) => [command, ...descendants(command)]);
}
