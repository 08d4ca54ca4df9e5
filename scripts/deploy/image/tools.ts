import { findOnPath } from '../../setup/command.mjs';

/** A program that a check needs is not on this machine. */
class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
  readonly tool: string;

  constructor(tool: string, install: string) {
    super(`${tool} is not on the PATH; install it: ${install}`);
    this.tool = tool;
  }
}

/** Path of a program. Throws with how it is installed where it is missing. */
export function requireTool(tool: string, install: string): string {
  const path = findOnPath(tool);
  if (path === undefined) throw new ToolMissingError(tool, install);
  return path;
}
