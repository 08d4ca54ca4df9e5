/**
 * Options of Node for a process that computes.
 *
 * Without Maglev, V8's middle compiler: with it, under Node 24.21, a sum over two nested loops came out too small in one process of
 * some twenty-five; see docs/decisions/2026-11-22-no-middle-compiler.md.
 *
 * @param maxHeapMb megabytes of JavaScript heap. Default: Node's
 */
export function nodeOptions(maxHeapMb?: number): string[] {
  return ['--no-maglev', ...(maxHeapMb === undefined ? [] : [`--max-old-space-size=${maxHeapMb}`])];
}

/**
 * Options of Node for a process of workers or of the API. Their requests leave little behind; with the 16 megabytes that Node gives each half of
 * the young objects, in every thread, what is left behind fills hundreds of megabytes before it is collected. `npm run bench:overhead` and
 * `npm run bench:api` show sizes and times. The image starts with the same option.
 */
export const serviceOptions: readonly string[] = ['--max-semi-space-size=8'];
