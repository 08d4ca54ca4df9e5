/** `shelfcast probe`: 0 where the status server of this machine answers that all is well, 1 where it does not. */
export async function probeCommand({
  path,
  port,
  timeout,
}: {
  readonly path: string;
  readonly port: number;
  readonly timeout: number;
}): Promise<number> {
  const url = `http://127.0.0.1:${port}/${path}`;
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(timeout) });
    if (!ok) process.stderr.write(`${url} answers ${status}\n`);
    return ok ? 0 : 1;
  } catch (error) {
    const { cause, message } = error as Error;
    process.stderr.write(`${url} does not answer: ${cause instanceof Error ? cause.message : message}\n`);
    return 1;
  }
}
