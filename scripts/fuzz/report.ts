import type { OfferedName } from '../../src/api/route-table.ts';
import type { FuzzAnswer } from './send.ts';
import type { FuzzRequest } from './requests.ts';

/** What a run found. */
export interface FuzzReport {
  readonly seed: number;
  readonly requests: number;
  readonly operations: number;
  /** Of the requests to each operation, the share that was done. */
  readonly accepted2xx: Readonly<Record<string, number>>;
  /** Operations with so few requests that their share says nothing: a run of 100,000 has none. */
  readonly tooFew: readonly string[];
  readonly serverErrors: number;
  /** Requests by nobody that were done. */
  readonly withoutKey: number;
  /** Requests beyond a role, or in another environment, that were done. */
  readonly beyondRole: number;
  readonly unlikeSchema: number;
  /** One of each kind of what must not be, to be sent again. */
  readonly examples: readonly object[];
}

/** Requests to an operation from which on the share of those that were done says something. */
const fewest = 20;

/** Counts how requests ended. */
export class FuzzTally {
  readonly #byOperation = new Map<string, { requests: number; done: number }>();
  readonly #examples = new Map<string, object>();
  #requests = 0;
  #serverErrors = 0;
  #withoutKey = 0;
  #beyondRole = 0;
  #unlikeSchema = 0;

  add(request: FuzzRequest, answer: FuzzAnswer): void {
    const { name, caller } = request;
    const of = this.#byOperation.get(name) ?? { requests: 0, done: 0 };
    this.#byOperation.set(name, of);
    this.#requests += 1;
    of.requests += 1;
    if (answer.status < 300 || answer.status === 304) of.done += 1;
    if (answer.status >= 500) this.#serverErrors += this.#note('server error', request, answer);
    if (answer.beyond && caller.role === undefined) this.#withoutKey += this.#note('without a key', request, answer);
    if (answer.beyond && caller.role !== undefined) this.#beyondRole += this.#note('beyond the role', request, answer);
    if (answer.unlikeSchema !== undefined) this.#unlikeSchema += this.#note('unlike its schema', request, answer);
  }

  report(seed: number): FuzzReport {
    const shares = [...this.#byOperation].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...{ seed, requests: this.#requests, operations: this.#byOperation.size },
      accepted2xx: Object.fromEntries(shares.map(([name, { requests, done }]) => [name, round(done / requests)])),
      tooFew: shares.filter(([, { requests }]) => requests < fewest).map(([name]) => name),
      ...{ serverErrors: this.#serverErrors, withoutKey: this.#withoutKey, beyondRole: this.#beyondRole },
      ...{ unlikeSchema: this.#unlikeSchema, examples: [...this.#examples.values()] },
    };
  }

  #note(kind: string, { name, caller }: FuzzRequest, answer: FuzzAnswer): 1 {
    const key = `${kind} ${name} ${answer.code ?? ''}`;
    if (!this.#examples.has(key)) this.#examples.set(key, { kind, name, caller: caller.name, ...answer });
    return 1;
  }
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}

/** The least share of an operation's requests that has to be done, so that the rest of the figures says something. */
const leastShare = 0.3;

/** What a run found that must not be, in words. */
export function faultsOf(report: FuzzReport, offered: readonly OfferedName[]): readonly string[] {
  const { accepted2xx, tooFew, serverErrors, withoutKey, beyondRole, unlikeSchema } = report;
  const few = offered.filter((name) => !tooFew.includes(name) && (accepted2xx[name] ?? 0) < leastShare);
  return [
    ...few.map((name) => `${name}: ${accepted2xx[name] ?? 0} of its requests were done, less than ${leastShare}`),
    ...(serverErrors > 0 ? [`${serverErrors} requests ended in an error of the server`] : []),
    ...(withoutKey > 0 ? [`${withoutKey} requests without a usable key were done`] : []),
    ...(beyondRole > 0 ? [`${beyondRole} requests beyond a role or environment were done`] : []),
    ...(unlikeSchema > 0 ? [`${unlikeSchema} answers were not as their schema says`] : []),
  ];
}
