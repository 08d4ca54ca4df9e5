import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';

const require = createRequire(import.meta.url);

/** A tensor held by the native library, until it is deleted. */
export type TensorId = number;

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

/** The part of tfjs-node's native addon that runs single TensorFlow operations. */
export interface NativeBinding {
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): TensorId;
  deleteTensor(tensor: TensorId): void;
  tensorDataSync(tensor: TensorId): Float32Array | Int32Array | Uint8Array;
  executeOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TensorId[],
    outputs: number,
  ): readonly { readonly id: TensorId }[];
  getNumOfTensors(): number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_TYPE: number;
}

/**
 * What the addon of our set-up puts into the environment before the library reads it; the reasons are in
 * docs/decisions/2026-11-21-signal-safe-tensorflow.md.
 */
const switches = { TF_ENABLE_ONEDNN_OPTS: '0', TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: 'false' } as const;

/** TensorFlow was loaded by an addon that does not set its switches: results would differ, and a signal could break the heap. */
class UnsafeTensorflowError extends Error {
  override readonly name = 'UnsafeTensorflowError';
  /** The switch that is not set. */
  readonly variable: string;

  constructor(variable: string) {
    super(
      `@tensorflow/tfjs-node was loaded without ${variable}: its native addon is not the one that Shelfcast's set-up builds. ` +
        'Run "npm run setup", and import no other copy of the package',
    );
    this.variable = variable;
  }
}

/**
 * Loads TensorFlow once per process. How many threads it computes on is decided by `TF_NUM_INTRAOP_THREADS` and
 * `TF_NUM_INTEROP_THREADS` in the process's environment before this call; 1 makes results reproducible.
 *
 * @throws UnsafeTensorflowError where the addon is not the one of the set-up
 */
export function loadNativeBinding(): Promise<NativeBinding> {
  loaded ??= Promise.resolve().then(load);
  return loaded;
}

let loaded: Promise<NativeBinding> | undefined;

/** Where the set-up puts the addon, below the package. */
const addon = 'lib/napi-v8/tfjs_binding.node';

/**
 * The package's own way to its addon loads all of TensorFlow.js first, which nothing here runs: a fifth of a second of processor time in
 * each process that trains.
 */
function load(): NativeBinding {
  restoreIsNullOrUndefined();
  const binding = require(join(dirname(require.resolve('@tensorflow/tfjs-node/package.json')), addon)) as NativeBinding;
  for (const [variable, value] of Object.entries(switches)) {
    if (process.env[variable] !== value) throw new UnsafeTensorflowError(variable);
  }
  return binding;
}

/** tfjs-node 4.22 calls a function that Node 23 removed; the fix is not released yet. For those who import the package itself. */
function restoreIsNullOrUndefined(): void {
  const legacy = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
