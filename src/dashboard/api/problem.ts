/** What the server says of a request that it did not answer (RFC 9457). */
interface ProblemDetails {
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  /** Stable, for code. */
  readonly code?: string;
  /** What is known of it, by the code. */
  readonly facts?: unknown;
  /** Code of what a person can do about it. */
  readonly remedy?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A request was refused or failed; the message is for people. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.detail ?? details.title ?? 'The server did not say what went wrong.');
    this.details = details;
  }

  /** Whether there is only nothing to answer with yet: a region before its first cycle. */
  get isNothingYet(): boolean {
    return this.details.code === 'region-without-dataset';
  }

  /** Whether the same request may succeed later. */
  get mayPass(): boolean {
    const { status = 0 } = this.details;
    return status === 0 || status === 429 || status >= 500;
  }
}

/** The problem in a response that is not a success, whatever its body is. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status, statusText } = response;
  const text = await response.text().catch(() => '');
  const plain = { status, title: `The server answered ${status}${statusText === '' ? '' : ` ${statusText}`}.` };
  try {
    const body: unknown = JSON.parse(text);
    return new Problem(typeof body === 'object' && body !== null ? { ...plain, ...body } : plain);
  } catch {
    return new Problem(plain);
  }
}
