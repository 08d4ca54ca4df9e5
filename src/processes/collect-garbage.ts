import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: { readonly type: 'minor' | 'major' }) => void;

let collect: Collect | undefined;

/**
 * Has V8 collect now: what is young, within a millisecond or two, or everything, within some tens. For what passes many buffers on: their bytes lie
 * outside its heap, and it lets 64 megabytes of them be garbage before it looks.
 */
export function collectGarbage(type: 'minor' | 'major'): void {
  collect ??= find();
  collect({ type });
}

function find(): Collect {
  // The flag makes the function known to contexts that are made from then on.
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
