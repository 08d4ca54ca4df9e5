import v8 from 'node:v8';

/**
 * Makes something of WebAssembly that V8 compiles once, with its quick compiler, and never again.
 *
 * V8 compiles what runs often a second time to make it faster. For PostgreSQL that takes half a second of processor time and 500 MB at
 * each start, and a registry's queries take as long with it as without: most of their time goes to JavaScript. A module keeps the way
 * it was made; others of this process are compiled as before.
 */
export async function withBaselineWasm<Result>(make: () => Promise<Result>): Promise<Result> {
  v8.setFlagsFromString('--no-wasm-tier-up');
  v8.setFlagsFromString('--no-wasm-dynamic-tiering');
  try {
    return await make();
  } finally {
    v8.setFlagsFromString('--wasm-tier-up');
    v8.setFlagsFromString('--wasm-dynamic-tiering');
  }
}
