/** Buffers from this size on are mapped alone, and unmapped when they are freed: pieces of files and of other processes' answers have it. */
const bufferBytes = 1 << 16;

/**
 * Environment of a process that gives memory back when it frees it; glibc reads these. Left alone it keeps what was freed, a heap for every few
 * threads, for as long as the process runs. For the API and its exports, whose buffers come and go; jobs keep what they free, since their matrices come again
 * (`childEnvironment`). The API's containers start with the same variables.
 */
export const givesMemoryBack: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(bufferBytes),
  MALLOC_TRIM_THRESHOLD_: String(bufferBytes),
};
