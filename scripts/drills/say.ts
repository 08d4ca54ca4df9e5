/** Progress, on standard error. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
