import { InvalidArgumentError, type Command, type Option } from 'commander';

/** `mention`: a sentence names a command, and may leave out what it needs; `complete`: a line that is to be run. */
type Completeness = 'mention' | 'complete';

/** What is wrong with the words after `shelfcast`, by the definitions of the commands; `undefined` where nothing is. */
export function commandLineFault(
  program: Command,
  words: readonly string[],
  completeness: Completeness,
): string | undefined {
  const { command, rest } = commandOf(program, words);
  const operands: string[] = [];
  const given = new Set<Option>();
  for (let at = 0; at < rest.length; at += 1) {
    const [flag, attached] = splitOption(rest[at]!);
    if (!flag.startsWith('-')) {
      operands.push(flag);
      continue;
    }
    if (flag === '--help' || flag === '-h') return undefined;
    const option = command.options.find(({ short, long }) => flag === short || flag === long);
    if (!option) return `${nameOf(command)} has no option ${flag}`;
    given.add(option);
    if (!option.required && !option.optional) continue;
    const values = attached === undefined ? valuesAfter(option, rest, at) : [attached];
    at += attached === undefined ? values.length : 0;
    if (values.length === 0 && completeness === 'complete' && option.required) return `${flag} needs a value`;
    const fault = values.map((value) => valueFault(option, value)).find((one) => one !== undefined);
    if (fault !== undefined) return `${flag}: ${fault}`;
  }
  if (command.commands.length > 0 && operands.length > 0) return `${nameOf(command)} has no command ${operands[0]}`;
  if (command.commands.length > 0 || completeness === 'mention') return undefined;
  return operandsFault(command, operands) ?? missingOption(command, given);
}

/** The command that words name, and what follows its name. */
function commandOf(program: Command, words: readonly string[]): { command: Command; rest: readonly string[] } {
  let command = program;
  let at = 0;
  for (; at < words.length; at += 1) {
    const found = command.commands.find((one) => one.name() === words[at]);
    if (!found) break;
    command = found;
  }
  return { command, rest: words.slice(at) };
}

/** `--name=value` in two; anything else as it is. */
function splitOption(word: string): readonly [string, string?] {
  const [, flag, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  return flag === undefined || value === undefined ? [word] : [flag, value];
}

function valuesAfter({ variadic }: Option, words: readonly string[], at: number): readonly string[] {
  const following = words.slice(at + 1);
  const end = following.findIndex((word) => word.startsWith('-'));
  return following.slice(0, variadic ? (end === -1 ? undefined : end) : end === 0 ? 0 : 1);
}

function valueFault({ argChoices, parseArg, defaultValue }: Option, value: string): string | undefined {
  if (isPlaceholder(value)) return undefined;
  if (argChoices && !argChoices.includes(value)) return `"${value}" is none of ${argChoices.join(', ')}`;
  try {
    parseArg?.(value, defaultValue);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error.message;
    throw error;
  }
}

/** `N`, `<version>` and `…` represent a value. */
function isPlaceholder(value: string): boolean {
  return /^([A-Z]|<.*>|…)$/.test(value);
}

function operandsFault(command: Command, operands: readonly string[]): string | undefined {
  const { registeredArguments: expected } = command;
  const needed = expected.filter(({ required }) => required).length;
  if (operands.length < needed) return `${nameOf(command)} needs ${expected.map((one) => one.name()).join(' and ')}`;
  const most = expected.some(({ variadic }) => variadic) ? Infinity : expected.length;
  return operands.length > most ? `${nameOf(command)} takes no ${operands.slice(most).join(' ')}` : undefined;
}

function missingOption(command: Command, given: ReadonlySet<Option>): string | undefined {
  const missing = command.options.find((option) => option.mandatory && !given.has(option));
  return missing && `${nameOf(command)} needs ${missing.flags}`;
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}
