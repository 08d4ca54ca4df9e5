/** `attempt 3: tried again after: the store is away`, as running activities say it. */
const retry = /^(?:attempt (\d+): )?tried again after: (.*)$/s;

/** Faults that steps are tried again after: each is news once, however many steps have it and however often. */
export class RepeatedFaults {
  /** Failed attempts by fault, and by whose step it was. */
  readonly #attempts = new Map<string, Map<string, number>>();

  /** The activities that report a fault nobody reported before. */
  newOf(subject: string, activities: readonly string[]): readonly string[] {
    return activities.filter((activity) => {
      const [, attempt = 2, fault] = retry.exec(activity) ?? [];
      if (fault === undefined) return false;
      const known = this.#attempts.get(fault);
      const bySubject = known ?? new Map<string, number>();
      this.#attempts.set(fault, bySubject);
      bySubject.set(subject, Math.max(bySubject.get(subject) ?? 0, Number(attempt) - 1));
      return known === undefined;
    });
  }

  /** A sentence for each fault that came more than once: how often, and where. */
  repeated(): readonly string[] {
    return [...this.#attempts].flatMap(([fault, bySubject]) => {
      const times = [...bySubject.values()].reduce((sum, count) => sum + count, 0);
      return times > 1 ? [`tried again ${times} times (${[...bySubject.keys()].join(', ')}) after: ${fault}`] : [];
    });
  }
}
