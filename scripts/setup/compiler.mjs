import { needCommand } from './fall-back.mjs';

/**
 * The C++ compiler: `$CXX`, or the usual names.
 * @returns {string}
 */
export function cxxCompiler() {
  const names = [process.env['CXX'], 'c++', 'g++', 'clang++'].filter((name) => name !== undefined && name !== '');
  return needCommand(
    /** @type {string[]} */ (names),
    'install a C++17 compiler (Debian: `apt install g++`; macOS: `xcode-select --install`), or name one in CXX',
  );
}
