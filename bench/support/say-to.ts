/** Where a bench says how it goes: with `--json` the report is all of standard output. */
export function sayTo(json: boolean): (line: string) => void {
  return (line) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
}
