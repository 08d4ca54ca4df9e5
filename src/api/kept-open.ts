/** Something that is opened when it is first asked for. */
interface KeptOpen<Part> {
  get(): Promise<Part>;
  ifOpen(): Promise<Part | undefined>;
}

/** Opens something once, when it is first asked for; what could not be opened is tried again the next time. */
export function keptOpen<Part extends object>(open: () => Promise<Part>): KeptOpen<Part> {
  let opened: Promise<Part> | undefined;
  return {
    get() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    ifOpen: () => opened?.catch(() => undefined) ?? Promise.resolve(undefined),
  };
}
