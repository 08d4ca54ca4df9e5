import { createLineView } from './line-view.ts';
import { createLiveView } from './live-view.ts';
import type { ProgressView } from './progress-view.ts';

/** The view that suits where it is written to. */
export function createView(output: NodeJS.WritableStream & { readonly isTTY?: boolean }): ProgressView {
  return output.isTTY ? createLiveView(output) : createLineView(output);
}
