// Runs in a child process of its own: a native library that can't be used may take its process down with it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';

const [kind, path] = /** @type {[string, string]} */ (/** @type {unknown} */ (process.argv.slice(2)));
process.env['TF_CPP_MIN_LOG_LEVEL'] = '2';
const require = createRequire(join(path, 'package.json'));
if (kind === '--addon') {
  require(path);
} else if (kind === '--binding') {
  process.stdout.write(multiply(require(path)).join(','));
} else {
  // Gone since Node 23, and tfjs-node 4.22 still calls it.
  Object.assign(util, { isNullOrUndefined: (/** @type {unknown} */ value) => value === null || value === undefined });
  const tf = require('@tensorflow/tfjs-node');
  const left = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const right = tf.tensor2d([5, 6, 7, 8], [2, 2]);
  process.stdout.write(tf.matMul(left, right).dataSync().join(','));
}

/** @param {any} binding the addon, without tfjs-node's JavaScript */
function multiply(binding) {
  const matrix = (/** @type {number[]} */ ...values) =>
    binding.createTensor([2, 2], binding.TF_FLOAT, Float32Array.from(values));
  const flag = (/** @type {string} */ name) => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  const attributes = [
    ...[flag('transpose_a'), flag('transpose_b')],
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  ];
  const [product] = binding.executeOp('MatMul', attributes, [matrix(1, 2, 3, 4), matrix(5, 6, 7, 8)], 1);
  return binding.tensorDataSync(product.id);
}
