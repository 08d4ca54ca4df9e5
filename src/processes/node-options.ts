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
