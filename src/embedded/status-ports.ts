/**
 * The status ports of a stack's processes, as environment variables: the first one takes the port that is asked for, every further one the
 * next. Without one no process serves its status.
 *
 * @param first `SHELFCAST_STATUS_PORT` of the stack
 */
export function statusPorts(first: string | undefined): () => { readonly SHELFCAST_STATUS_PORT?: string } {
  let next = Number(first);
  return () => {
    if (!first) return {};
    // Each process says what is wrong with a value that is no port.
    const port = Number.isNaN(next) ? first : String(next);
    next += 1;
    return { SHELFCAST_STATUS_PORT: port };
  };
}
