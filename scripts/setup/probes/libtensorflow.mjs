import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.mjs';

/** Includes what tfjs-node's addon includes: archives without the headers those need have been published. */
const PROGRAM = `#include <cstdio>
#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"
#include "tensorflow/c/tf_tensor.h"
#include "tensorflow/core/platform/ctstring_internal.h"
int main() {
  TF_Status* status = TF_NewStatus();
  TFE_ContextOptions* options = TFE_NewContextOptions();
  TFE_Context* context = TFE_NewContext(options, status);
  if (TF_GetCode(status) != TF_OK) return 1;
  TFE_DeleteContext(context);
  std::printf("%s", TF_Version());
}
`;

/**
 * Compiles, links and runs a small program against the library in `dir`.
 * @param {string} compiler
 * @param {string} dir with `include` and `lib`
 * @returns {Promise<string>} the library's version
 */
export async function probeLibtensorflow(compiler, dir) {
  const source = join(dir, 'probe.cc');
  const program = join(dir, 'probe');
  await writeFile(source, PROGRAM);
  const lib = join(dir, 'lib');
  await run(compiler, [
    '-std=c++17',
    `-I${join(dir, 'include')}`,
    source,
    '-o',
    program,
    `-L${lib}`,
    `-Wl,-rpath,${lib}`,
    '-ltensorflow',
    '-ltensorflow_framework',
  ]);
  const version = await run(program, [], { env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, timeoutMs: 60_000 });
  await rm(source);
  await rm(program);
  return version.trim();
}
