/** One math thread a process: the same inputs then give the same bytes, and parallel processes share the cores. */
export const mathEnvironment: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
};
