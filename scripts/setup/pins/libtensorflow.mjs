/**
 * TensorFlow's C library. tfjs-node 4.22 names 2.9.1 itself; 2.15 keeps that interface, and is the release that both the
 * vendor's archives and the Python wheels have for the platforms below.
 */
export const LIBTENSORFLOW_VERSION = '2.15';

/**
 * The vendor's archives. The sha256 are the ones other public projects pin, since the host could not be reached where
 * this list was made: should one be wrong, the archive is refused and the wheel used.
 * @type {Partial<Record<import('../platform.mjs').PlatformKey, { url: string, sha256: string }>>}
 */
export const LIBTENSORFLOW_ARCHIVES = {
  'linux-x64': {
    url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.15.0.tar.gz',
    sha256: 'f0fd1eb5db9e4e0603f10aec289574d1decb54f73b675f0ce476fea1f05838c8',
  },
  'darwin-x64': {
    url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.15.0.tar.gz',
    sha256: '6bc4cd060633bd08cde7934e7792ec8c2082049c706753e564ec0381a4a0b2da',
  },
};

/**
 * Python wheels that hold the library and its headers, as pip names them.
 * @type {Record<import('../platform.mjs').PlatformKey, { requirement: string, platforms: string[], sha256: string }>}
 */
export const LIBTENSORFLOW_WHEELS = {
  'linux-x64': {
    requirement: 'tensorflow-cpu==2.15.1',
    platforms: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  },
  'linux-arm64': {
    requirement: 'tensorflow-cpu-aws==2.15.1',
    platforms: ['manylinux_2_17_aarch64', 'manylinux2014_aarch64'],
    sha256: 'd4c3a3a9363bf42999adedbbd514e3a133be2d62f61fee9cfa46aaefb087c09e',
  },
  'darwin-arm64': {
    requirement: 'tensorflow==2.15.1',
    platforms: ['macosx_12_0_arm64'],
    sha256: 'aa926114d1e13ffe5b2ea59c3f195216f26646d7fe36e9e5207b291e4b7902ff',
  },
  'darwin-x64': {
    requirement: 'tensorflow-cpu==2.15.1',
    platforms: ['macosx_10_15_x86_64'],
    sha256: 'ee3bb114c6031d471d891c761e7eda2c80bea19bb318abcd3d5bab92ccfaf9aa',
  },
};
