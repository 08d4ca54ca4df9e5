/** Another command works on the registry of the same state folder, for longer than one waits. */
export class StateDirectoryBusyError extends Error {
  override readonly name = 'StateDirectoryBusyError';
  readonly processId: number;

  constructor(directory: string, holder: { readonly id: number }) {
    super(
      `another shelfcast command (process ${holder.id}) reads the registry in ${directory}; try again when it has ended`,
    );
    this.processId = holder.id;
  }
}

/** Another embedded stack works on the same state folder. */
export class StackRunningError extends Error {
  override readonly name = 'StackRunningError';
  readonly processId: number;

  constructor(directory: string, stack: { readonly owner: { readonly id: number }; readonly temporalUi: string }) {
    super(`a stack is running on ${directory} already (process ${stack.owner.id}, ${stack.temporalUi})`);
    this.processId = stack.owner.id;
  }
}
