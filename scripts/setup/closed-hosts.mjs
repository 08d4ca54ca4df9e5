import { HostUnreachableError } from './errors.mjs';

/** Hosts that gave no answer during this run, so that no later step waits for them again. */
export class ClosedHosts {
  /** @type {Map<string, string>} */
  #reasons = new Map();

  /** @param {string} host */
  assertOpen(host) {
    const reason = this.#reasons.get(host);
    if (reason !== undefined) throw new HostUnreachableError({ host, reason });
  }

  /**
   * @param {string} host
   * @param {string} reason
   */
  remember(host, reason) {
    this.#reasons.set(host, reason);
  }
}
