import { inputWidth } from './initial-weights.ts';
import type { NetworkShape, NetworkWeights } from './trainer.ts';

interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly [string, 0, 0, object])[])[];
}

/**
 * A network as a tfjs layers model: the topology `model.json` and the weights `weights.bin` that `tf.loadLayersModel` opens, and
 * Keras converts. Its inputs are `numeric` (scaled, rows × columns), one int32 column per embedding (`category-<name>`) and
 * `offset`; its output is the forecast in log units.
 */
export function layersModelFiles(shape: NetworkShape, weights: NetworkWeights): Map<string, Uint8Array> {
  const arrays: { name: string; shape: number[]; values: Float32Array }[] = [];
  shape.embeddings.forEach(({ name, size }, e) =>
    arrays.push({
      name: `embedding-${name}/embeddings`,
      shape: [size, shape.embeddingWidth],
      values: weights.embeddings[e]!,
    }),
  );
  weights.dense.forEach(({ inputs, outputs, kernel, bias }, i) => {
    arrays.push({ name: `dense-${i}/kernel`, shape: [inputs, outputs], values: kernel });
    arrays.push({ name: `dense-${i}/bias`, shape: [outputs], values: bias });
  });
  const manifest = arrays.map(({ name, shape: dimensions }) => ({ name, shape: dimensions, dtype: 'float32' }));
  const model = {
    format: 'layers-model',
    generatedBy: 'shelfcast',
    convertedBy: null,
    modelTopology: topology(shape),
    weightsManifest: [{ paths: ['weights.bin'], weights: manifest }],
  };
  return new Map([
    ['model.json', new TextEncoder().encode(`${JSON.stringify(model, null, 2)}\n`)],
    ['weights.bin', littleEndian(arrays.map(({ values }) => values))],
  ]);
}

function topology(shape: NetworkShape): object {
  const from = (...names: string[]): Layer['inbound_nodes'] => [names.map((name) => [name, 0, 0, {}])];
  const input = (name: string, width: number, dtype: 'float32' | 'int32'): Layer => ({
    class_name: 'InputLayer',
    name,
    config: { name, batch_input_shape: [null, width], dtype, sparse: false },
    inbound_nodes: [],
  });
  const plain = (class_name: string, name: string, config: object, inbound: Layer['inbound_nodes']): Layer => ({
    class_name,
    name,
    config: { name, trainable: true, ...config },
    inbound_nodes: inbound,
  });
  const embedded = shape.embeddings.flatMap(({ name, size }) => [
    input(`category-${name}`, 1, 'int32'),
    plain(
      'Embedding',
      `embedding-${name}`,
      { input_dim: size, output_dim: shape.embeddingWidth, batch_input_shape: [null, 1] },
      from(`category-${name}`),
    ),
    plain('Flatten', `flat-${name}`, {}, from(`embedding-${name}`)),
  ]);
  const flat = shape.embeddings.map(({ name }) => `flat-${name}`);
  const joined = flat.length === 0 ? 'numeric' : 'joined';
  const units = [...shape.hiddenUnits, 1];
  const dense = units.map((width, i) =>
    plain(
      'Dense',
      `dense-${i}`,
      { units: width, activation: i < units.length - 1 ? 'relu' : 'linear', use_bias: true },
      from(i === 0 ? joined : `dense-${i - 1}`),
    ),
  );
  const layers = [
    input('numeric', inputWidth(shape) - shape.embeddings.length * shape.embeddingWidth, 'float32'),
    ...embedded,
    ...(flat.length === 0 ? [] : [plain('Concatenate', 'joined', { axis: -1 }, from('numeric', ...flat))]),
    ...dense,
    input('offset', 1, 'float32'),
    plain('Add', 'log-units', {}, from('offset', `dense-${units.length - 1}`)),
  ];
  const inputs = ['numeric', ...shape.embeddings.map(({ name }) => `category-${name}`), 'offset'];
  return {
    class_name: 'Model',
    config: {
      name: 'shelfcast-network',
      layers,
      input_layers: inputs.map((name) => [name, 0, 0]),
      output_layers: [['log-units', 0, 0]],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

function littleEndian(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const array of arrays) {
    for (const value of array) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}
