import type { AddGram, GramProduct, Matrix } from '../../forecasting/lasso/gram-product.ts';
import { loadNativeBinding } from './native-binding.ts';
import type { NativeBinding, OpAttribute, TensorId } from './native-binding.ts';

// Numbers of TensorFlow's DataType.
const float64 = 2;
const int32 = 3;

/** Rows multiplied at a time. Their tensor is all the memory a product takes in addition to the matrix: 3 MB for 100 columns. */
const chunkRows = 4096;

/**
 * X'X by TensorFlow's matrix product in double precision: on one math thread four times as quick as plain JavaScript. tfjs has
 * no doubles, so they are handed over as pairs of 32-bit integers and read as what they are.
 */
export function createTensorflowGram(): GramProduct {
  return {
    async load() {
      return addGramOf(await loadNativeBinding());
    },
  };
}

function addGramOf(binding: NativeBinding): AddGram {
  const type = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  const product = [flag('transpose_a', true), flag('transpose_b', false), type('T', float64)];
  return (x, from, to, products, y = x) => {
    for (let start = from; start < to; start += chunkRows) {
      const rows = Math.min(chunkRows, to - start);
      const made: TensorId[] = [];
      const keep = (tensor: TensorId): TensorId => {
        made.push(tensor);
        return tensor;
      };
      const run = (op: string, attributes: readonly OpAttribute[], inputs: readonly TensorId[]): TensorId =>
        keep(binding.executeOp(op, attributes, inputs, 1)[0]!.id);
      try {
        const doubles = ({ values, columns }: Matrix): TensorId => {
          const pairs = new Int32Array(values.buffer, values.byteOffset + 8 * start * columns, 2 * rows * columns);
          const asGiven = keep(binding.createTensor([rows, columns, 2], int32, pairs));
          return run('Bitcast', [type('T', int32), type('type', float64)], [asGiven]);
        };
        const left = doubles(x);
        const gram = run('MatMul', product, [left, y === x ? left : doubles(y)]);
        const read = binding.tensorDataSync(run('Bitcast', [type('T', float64), type('type', int32)], [gram]));
        add(products, new Float64Array(read.buffer, read.byteOffset, x.columns * y.columns));
      } finally {
        for (const tensor of made) binding.deleteTensor(tensor);
      }
    }
  };
}

function add(products: Float64Array, further: Float64Array): void {
  for (let i = 0; i < further.length; i++) products[i]! += further[i]!;
}
