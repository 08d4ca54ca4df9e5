/** A command for the process that runs them. */
export interface HostRequest {
  /** Without the program's name. */
  readonly args: readonly string[];
  /** Text that is written to both streams after the last of the command. */
  readonly end: string;
}

/** Sent when a command has ended. */
export interface HostReply {
  readonly exitCode: number;
}
