import util from 'node:util';

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

let loaded: Promise<NativeBinding> | undefined;

/**
 * Loads TensorFlow once per process. How many threads it computes on is decided by `TF_NUM_INTRAOP_THREADS` and
 * `TF_NUM_INTEROP_THREADS` in the process's environment before this call; 1 makes results reproducible.
 */
export function loadNativeBinding(): Promise<NativeBinding> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<NativeBinding> {
  restoreIsNullOrUndefined();
  useSignalSafeProducts();
  usePlainKernels();
  // Keeps the library's notes on CPU features off standard error; warnings stay on where the environment asks for them.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  const tensorflow = await import('@tensorflow/tfjs-node');
  // Without this, tfjs recommends tfjs-node on the console, even from tfjs-node.
  tensorflow.env().set('PROD', true);
  return (tensorflow.backend() as unknown as { readonly binding: NativeBinding }).binding;
}

/**
 * TensorFlow's quickest matrix product (oneDNN's, for processors with AVX) keeps numbers where a signal handler puts its stack: a
 * signal handled in its midst, such as SIGTERM, SIGWINCH or a profiler's SIGPROF, leaves wrong numbers or a broken heap.
 * Eigen's own product takes about 7% longer per training step and does not.
 */
function useSignalSafeProducts(): void {
  process.env['TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL'] ??= 'false';
}

/** tfjs-node 4.22 calls a function that Node 23 took away; its mend is not released yet. */
function restoreIsNullOrUndefined(): void {
  const legacy = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

/**
 * oneDNN's kernels are rewritten into every eager operation, which at our batch sizes costs more than they save: a fit took
 * 5.1 s without them and 6.2 s with them. Eigen's also sum in the same order on every processor of a kind.
 */
function usePlainKernels(): void {
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
}
