import type { NativeBinding, OpAttribute, TensorId } from './native-binding.ts';

// Numbers of TensorFlow's DataType; the addon does not name them all.
const float32 = 1;
const int32 = 3;
const bool = 10;

/**
 * The TensorFlow operations a training step is made of. Every tensor an operation returns is remembered and freed by
 * `release`, except those handed to `keep`.
 */
export class Operations {
  readonly #binding: NativeBinding;
  readonly #temporary = new Set<TensorId>();
  readonly #constants = new Map<string, TensorId>();
  readonly #float: OpAttribute;
  readonly #reduction: readonly OpAttribute[];

  constructor(binding: NativeBinding) {
    this.#binding = binding;
    this.#float = this.#type('T', float32);
    this.#reduction = [this.#flag('keep_dims', false), this.#float, this.#type('Tidx', int32)];
  }

  /** Frees everything made since the last release. */
  release(): void {
    for (const tensor of this.#temporary) this.#binding.deleteTensor(tensor);
    this.#temporary.clear();
  }

  /** Frees the constants too; nothing can be run afterwards. */
  destroy(): void {
    this.release();
    for (const tensor of this.#constants.values()) this.#binding.deleteTensor(tensor);
    this.#constants.clear();
  }

  /** Takes a tensor out of the next release; the caller frees it with `free`. */
  keep(tensor: TensorId): TensorId {
    this.#temporary.delete(tensor);
    return tensor;
  }

  free(tensor: TensorId): void {
    this.#binding.deleteTensor(tensor);
  }

  floats(values: Float32Array, shape: readonly number[]): TensorId {
    return this.#remember(this.#binding.createTensor(shape, float32, values));
  }

  integers(values: readonly number[] | Int32Array, shape: readonly number[] = [values.length]): TensorId {
    return this.#remember(this.#binding.createTensor(shape, int32, Int32Array.from(values)));
  }

  scalar(value: number): TensorId {
    return this.floats(Float32Array.of(value), []);
  }

  /** A scalar that is used again and again, made once. */
  constant(value: number): TensorId {
    return this.#once(`${value}`, () => this.scalar(value));
  }

  read(tensor: TensorId): Float32Array {
    return Float32Array.from(this.#binding.tensorDataSync(tensor) as Float32Array);
  }

  add(a: TensorId, b: TensorId): TensorId {
    return this.#run('AddV2', [this.#float], [a, b]);
  }

  subtract(a: TensorId, b: TensorId): TensorId {
    return this.#run('Sub', [this.#float], [a, b]);
  }

  multiply(a: TensorId, b: TensorId): TensorId {
    return this.#run('Mul', [this.#float], [a, b]);
  }

  exp(a: TensorId): TensorId {
    return this.#run('Exp', [this.#float], [a]);
  }

  abs(a: TensorId): TensorId {
    return this.#run('Abs', [this.#float], [a]);
  }

  sign(a: TensorId): TensorId {
    return this.#run('Sign', [this.#float], [a]);
  }

  clip(a: TensorId, low: TensorId, high: TensorId): TensorId {
    return this.#run('ClipByValue', [this.#float], [a, low, high]);
  }

  /** 1 where a >= b, else 0. */
  atLeast(a: TensorId, b: TensorId): TensorId {
    return this.#asFloat(this.#run('GreaterEqual', [this.#float], [a, b]));
  }

  /** 1 where a = b, else 0. */
  equal(a: TensorId, b: TensorId): TensorId {
    return this.#asFloat(this.#run('Equal', [this.#float, this.#flag('incompatible_shape_error', true)], [a, b]));
  }

  relu(a: TensorId): TensorId {
    return this.#run('Relu', [this.#float], [a]);
  }

  /** The gradient where the rectified activations are positive, else 0. */
  reluGradient(gradient: TensorId, activations: TensorId): TensorId {
    return this.#run('ReluGrad', [this.#float], [gradient, activations]);
  }

  biasAdd(a: TensorId, bias: TensorId): TensorId {
    return this.#run('BiasAdd', [this.#float], [a, bias]);
  }

  biasGradient(gradient: TensorId): TensorId {
    return this.#run('BiasAddGrad', [this.#float], [gradient]);
  }

  matMul(a: TensorId, b: TensorId, transpose: { readonly a?: boolean; readonly b?: boolean } = {}): TensorId {
    const attributes = [
      this.#flag('transpose_a', transpose.a ?? false),
      this.#flag('transpose_b', transpose.b ?? false),
      this.#float,
    ];
    return this.#run('MatMul', attributes, [a, b]);
  }

  /** Sum of all elements of a matrix. */
  sum(a: TensorId): TensorId {
    return this.#run('Sum', this.#reduction, [a, this.#index([0, 1])]);
  }

  slice(
    a: TensorId,
    begin: readonly number[],
    size: readonly number[],
    of: 'floats' | 'integers' = 'floats',
  ): TensorId {
    const attributes = [this.#type('T', of === 'floats' ? float32 : int32), this.#type('Index', int32)];
    return this.#run('Slice', attributes, [a, this.integers(begin), this.#index(size)]);
  }

  /** The rows of a tensor at some indices. */
  gather(a: TensorId, indices: TensorId, of: 'floats' | 'integers' = 'floats'): TensorId {
    const attributes = [
      this.#type('Tparams', of === 'floats' ? float32 : int32),
      this.#type('Tindices', int32),
      this.#type('Taxis', int32),
      this.#integer('batch_dims', 0),
    ];
    return this.#run('GatherV2', attributes, [a, indices, this.#index([0], [])]);
  }

  /** Adds rows up by index: the gradient of `gather`. */
  scatterSum(rows: TensorId, indices: TensorId, size: number): TensorId {
    const attributes = [this.#float, this.#type('Tindices', int32), this.#type('Tnumsegments', int32)];
    return this.#run('UnsortedSegmentSum', attributes, [rows, indices, this.#index([size], [])]);
  }

  reshape(a: TensorId, shape: readonly number[]): TensorId {
    return this.#run('Reshape', [this.#float, this.#type('Tshape', int32)], [a, this.#index(shape)]);
  }

  /** Matrices next to each other. */
  concatenate(parts: readonly TensorId[]): TensorId {
    if (parts.length === 1) return parts[0]!;
    const attributes = [this.#integer('N', parts.length), this.#float, this.#type('Tidx', int32)];
    return this.#run('ConcatV2', attributes, [...parts, this.#index([1], [])]);
  }

  /** Uniform numbers in [0, 1) that depend on shape and seed alone. */
  uniform(shape: readonly number[], seed: readonly [number, number]): TensorId {
    const attributes = [this.#type('dtype', float32), this.#type('T', int32), this.#type('Tseed', int32)];
    return this.#run('StatelessRandomUniform', attributes, [this.integers(shape), this.integers(seed)]);
  }

  /** A resource variable; freed with `destroyVariable`. */
  variable(values: Float32Array, shape: readonly number[], name: string): TensorId {
    const attributes = [
      this.#type('dtype', float32),
      { name: 'shape', type: this.#binding.TF_ATTR_SHAPE, value: shape },
      { name: 'container', type: this.#binding.TF_ATTR_STRING, value: '' },
      { name: 'shared_name', type: this.#binding.TF_ATTR_STRING, value: name },
    ];
    const handle = this.keep(this.#run('VarHandleOp', attributes, []));
    // A tensor shares its array's memory, and a variable is changed in place: it needs memory of its own.
    this.assign(handle, this.#run('DeepCopy', [this.#float], [this.floats(values, shape)]));
    return handle;
  }

  assign(variable: TensorId, value: TensorId): void {
    this.#binding.executeOp('AssignVariableOp', [this.#type('dtype', float32)], [variable, value], 0);
  }

  assignAdd(variable: TensorId, value: TensorId): void {
    this.#binding.executeOp('AssignAddVariableOp', [this.#type('dtype', float32)], [variable, value], 0);
  }

  assignSubtract(variable: TensorId, value: TensorId): void {
    this.#binding.executeOp('AssignSubVariableOp', [this.#type('dtype', float32)], [variable, value], 0);
  }

  value(variable: TensorId): TensorId {
    return this.#run('ReadVariableOp', [this.#type('dtype', float32)], [variable]);
  }

  destroyVariable(variable: TensorId): void {
    this.#binding.executeOp('DestroyResourceOp', [this.#flag('ignore_lookup_error', true)], [variable], 0);
    this.free(variable);
  }

  /** One step of Adam in place; inputs in the order of TensorFlow's ResourceApplyAdam. */
  applyAdam(inputs: readonly TensorId[]): void {
    const attributes = [this.#float, this.#flag('use_locking', false), this.#flag('use_nesterov', false)];
    this.#binding.executeOp('ResourceApplyAdam', attributes, inputs, 0);
  }

  /** Whole numbers that steer an operation: few different ones, so each is made once. */
  #index(values: readonly number[], shape: readonly number[] = [values.length]): TensorId {
    return this.#once(`${shape.length}:${values.join(',')}`, () => this.integers(values, shape));
  }

  #once(key: string, make: () => TensorId): TensorId {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const made = this.keep(make());
    this.#constants.set(key, made);
    return made;
  }

  #asFloat(a: TensorId): TensorId {
    const attributes = [this.#type('SrcT', bool), this.#type('DstT', float32), this.#flag('Truncate', false)];
    return this.#run('Cast', attributes, [a]);
  }

  #run(op: string, attributes: readonly OpAttribute[], inputs: readonly TensorId[]): TensorId {
    return this.#remember(this.#binding.executeOp(op, attributes, inputs, 1)[0]!.id);
  }

  #remember(tensor: TensorId): TensorId {
    this.#temporary.add(tensor);
    return tensor;
  }

  #type(name: string, value: number): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_TYPE, value };
  }

  #flag(name: string, value: boolean): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_BOOL, value };
  }

  #integer(name: string, value: number): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_INT, value };
  }
}
