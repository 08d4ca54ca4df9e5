/** What a command was answered, for who sends it again. */
export interface KeptAnswer {
  readonly status: number;
  /** JSON; left out where it must not be kept, since it has a secret. */
  readonly body?: string;
}

/** How a command with an idempotency key stands. `other`: the key came with another command before. */
type BegunCommand =
  { readonly state: 'new' | 'running' | 'other' } | { readonly state: 'done'; readonly answer: KeptAnswer };

/** Commands that came with an idempotency key, for a day. */
export interface KeptAnswers {
  /**
   * Notes that a command begins, unless one has begun with its key.
   *
   * @param key who sends it, and their key
   * @param fingerprint hash of what it asks
   */
  beginCommand(key: string, fingerprint: string): Promise<BegunCommand>;
  keepAnswer(key: string, answer: KeptAnswer): Promise<void>;
  /** Forgets a command that was not done: who sends it again has it tried again. */
  forgetCommand(key: string): Promise<void>;
}
