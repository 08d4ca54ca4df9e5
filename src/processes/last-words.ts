import { secretName } from '../telemetry/secret-name.ts';

/** Standard error of a process is kept to this many characters while it runs. */
const keptLength = 16_384;
const toldLength = 500;
/** Shorter values are words that occur anywhere. */
const shortestSecret = 6;

/** Hears what a process writes to standard error. */
export class LastWords {
  #text = '';
  readonly #environment: NodeJS.ProcessEnv;

  /** @param environment variables of the process; those with names of secrets are not repeated */
  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  add(text: string): void {
    this.#text = (this.#text + text).slice(-keptLength);
  }

  /** What is worth telling, at most 500 characters: V8's own verdict where it gave one, else the end. */
  told(): string {
    const text = this.#withoutSecrets().trim();
    // After it come the addresses of a native stack, which say nothing to anybody and would crowd it out.
    const verdict = /^.*FATAL ERROR: .*$/m.exec(text)?.[0];
    return verdict === undefined ? text.slice(-toldLength).trim() : verdict.slice(0, toldLength);
  }

  #withoutSecrets(): string {
    // User and password of an address, wherever it came from.
    let text = this.#text.replaceAll(/(\w:\/\/)[^\s/@]+@/g, '$1…@');
    for (const [name, value] of Object.entries(this.#environment)) {
      if (value === undefined || value.length < shortestSecret || !secretName.test(name)) continue;
      text = text.replaceAll(value, `<${name}>`);
    }
    return text;
  }
}
