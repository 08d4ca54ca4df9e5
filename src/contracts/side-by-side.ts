/**
 * Runs tasks in their order, with a limit on how many run at a time. The results are in the order of the tasks. The first failure
 * keeps further tasks from starting. Once those that run have ended, the failure of the earliest task is thrown: the one that a
 * sequential run would have thrown.
 */
export async function sideBySide<Task, Result>(
  tasks: readonly Task[],
  slots: number,
  run: (task: Task) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: { readonly index: number; readonly error: unknown }[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < tasks.length && failures.length === 0) {
      const index = next++;
      try {
        results[index] = await run(tasks[index] as Task);
      } catch (error) {
        failures.push({ index, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(slots, tasks.length)) }, worker));
  const [earliest] = failures.toSorted((a, b) => a.index - b.index);
  if (earliest) throw earliest.error;
  return results;
}
