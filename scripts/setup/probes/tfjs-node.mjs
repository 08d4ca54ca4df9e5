// Runs in a child process of its own: a native library that can't be used may take its process down with it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';

const [kind, path] = /** @type {[string, string]} */ (/** @type {unknown} */ (process.argv.slice(2)));
process.env['TF_CPP_MIN_LOG_LEVEL'] = '2';
const require = createRequire(join(path, 'package.json'));
if (kind === '--addon') {
  require(path);
} else {
  // Gone since Node 23, and tfjs-node 4.22 still calls it.
  Object.assign(util, { isNullOrUndefined: (/** @type {unknown} */ value) => value === null || value === undefined });
  const tf = require('@tensorflow/tfjs-node');
  const left = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const right = tf.tensor2d([5, 6, 7, 8], [2, 2]);
  process.stdout.write(tf.matMul(left, right).dataSync().join(','));
}
