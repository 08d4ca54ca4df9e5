import { execFile } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createSmallProject } from '../../support/small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const nativeBinding = fileURLToPath(new URL('../../../src/adapters/tensorflow/native-binding.ts', import.meta.url));
const loadProject = fileURLToPath(new URL('../../../src/project/load-project.ts', import.meta.url));

/** Environments in which TensorFlow would switch its own kernels on: by the processor's kind, and because it is set to. */
const environments: readonly [string, Readonly<Record<string, string>>][] = [
  ['as the machine is', {}],
  ['with oneDNN forced on', { TF_ENABLE_ONEDNN_OPTS: '1', TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: 'true' }],
];

/** Runs a module in a process of its own, where TensorFlow reports what it switches on; returns all that the process says. */
async function said(file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { TF_ENABLE_ONEDNN_OPTS: _, TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: __, ...inherited } = process.env;
  const env = { ...inherited, TF_CPP_MIN_LOG_LEVEL: '0', ...environment };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd: checkout, env });
  return stdout + stderr;
}

const multiply = `
import { createRequire } from 'node:module';
const tf = createRequire('${checkout}/package.json')('@tensorflow/tfjs-node');
console.log(tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync()[0]);
`;
const tellSwitches = `
console.log(process.env.TF_ENABLE_ONEDNN_OPTS, process.env.TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL);
`;

test.each(environments)('TensorFlow has no oneDNN where only the library is imported, %s', async (_, env) => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const file = join(directory, 'bare.mjs');
  // What Node 23 removed is not the subject here.
  await writeFile(
    file,
    `import util from 'node:util'; util.isNullOrUndefined = (v) => v == null; ${multiply}${tellSwitches}`,
  );
  const words = await said(file, env);
  expect(words).toMatch(/^64$/m);
  expect(words).toMatch(/^0 false$/m);
  expect(words).not.toMatch(/oneDNN custom operations are on/);
});

test.each(environments)('and none in a project that imports it itself, %s', async (_, env) => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const config = join(directory, 'shelfcast.config.ts');
  await appendFile(config, "import * as tf from '@tensorflow/tfjs-node';\nconsole.log('loaded', tf.version_core);\n");
  const file = join(directory, 'load.mjs');
  await writeFile(
    file,
    `import { loadProject } from '${loadProject}'; await loadProject('${directory}'); ${tellSwitches}`,
  );
  const words = await said(file, env);
  expect(words).toMatch(/^loaded \d/m);
  expect(words).toMatch(/^0 false$/m);
  expect(words).not.toMatch(/oneDNN custom operations are on/);
});

test('an addon that left a switch as it was is refused', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({ directory });
  const file = join(directory, 'refused.mjs');
  await writeFile(
    file,
    `import { loadNativeBinding } from '${nativeBinding}';
await import('${checkout}node_modules/@tensorflow/tfjs-node/dist/index.js');
// As after another addon than the one of the set-up.
process.env.TF_ENABLE_ONEDNN_OPTS = '1';
await loadNativeBinding().catch(({ name, variable }) => console.log(name, variable));
`,
  );
  expect(await said(file, {})).toMatch(/^UnsafeTensorflowError TF_ENABLE_ONEDNN_OPTS$/m);
});
