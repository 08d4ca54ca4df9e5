const LIVE_INTERVAL_MS = 200;
const PLAIN_REMINDER_MS = 30_000;

/**
 * @typedef {object} PartProgress
 * @property {(text: string) => void} step a new step began; worth a line of its own
 * @property {(text: string) => void} detail how far the step is; shown in a terminal only
 * @property {(text: string) => void} note something the reader should know that is no step
 * @property {(text: string) => void} done
 * @property {() => void} failed
 */

/**
 * Shows how parts come along: in a terminal one live line with what runs now, elsewhere a line per step and a reminder
 * every 30 s, so that a log shows life too.
 */
export class Progress {
  #out;
  #live;
  /** @type {Map<string, { since: number, step: string, detail: string, spokenAt: number }>} */
  #running = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #width;

  /**
   * @param {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} out
   * @param {number} width of the column of part titles, in characters
   */
  constructor(out, width) {
    this.#out = out;
    this.#live = out.isTTY === true;
    this.#width = width;
  }

  /**
   * @param {string} title
   * @returns {PartProgress}
   */
  part(title) {
    const state = { since: performance.now(), step: '', detail: '', spokenAt: performance.now() };
    const end = (/** @type {string} */ text) => {
      this.#running.delete(title);
      this.#line(title, `${text} (${seconds(performance.now() - state.since)})`);
      if (this.#running.size === 0) this.#stop();
    };
    return {
      step: (text) => {
        this.#running.set(title, state);
        Object.assign(state, { step: text, detail: '', spokenAt: performance.now() });
        this.#timer ??= setInterval(() => this.#tick(), this.#live ? LIVE_INTERVAL_MS : 1_000);
        this.#line(title, `${text} …`);
      },
      detail: (text) => {
        state.detail = text;
      },
      note: (text) => this.#line(title, text),
      done: end,
      failed: () => end('failed'),
    };
  }

  #tick() {
    const now = performance.now();
    if (this.#live) {
      const parts = [...this.#running].map(
        ([title, { since, detail }]) => `${title} ${seconds(now - since)}${detail === '' ? '' : ` ${detail}`}`,
      );
      this.#out.write(`\r\u001b[2K${parts.join(' · ').slice(0, (this.#out.columns || 80) - 1)}`);
      return;
    }
    for (const [title, state] of this.#running) {
      if (now - state.spokenAt < PLAIN_REMINDER_MS) continue;
      state.spokenAt = now;
      this.#line(
        title,
        `${state.step}: ${seconds(now - state.since)}${state.detail === '' ? '' : `, ${state.detail}`}`,
      );
    }
  }

  /**
   * @param {string} title
   * @param {string} text
   */
  #line(title, text) {
    this.#out.write(`${this.#live ? '\r\u001b[2K' : ''}set-up  ${title.padEnd(this.#width)}  ${text}\n`);
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#live) this.#out.write('\r\u001b[2K');
  }
}

/** @param {number} ms */
function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 1_000)} s`;
}

/**
 * For `detail`: "120 of 207 MB".
 * @param {{ received: number, total: number | undefined }} progress in bytes
 */
export function megabytes({ received, total }) {
  const mb = (/** @type {number} */ bytes) => Math.round(bytes / 1e6);
  return total === undefined ? `${mb(received)} MB` : `${mb(received)} of ${mb(total)} MB`;
}
