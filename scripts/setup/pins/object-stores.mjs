/**
 * A program that is built from source by the Go toolchain; the sum is that of the Go module, which Go holds against its checksum database
 * besides. Below, the servers of object stores that tests run against.
 *
 * @typedef {object} GoProgram
 * @property {string} module
 * @property {string} package path of the program's package
 * @property {string} version
 * @property {string} sum
 * @property {string} program
 * @property {Readonly<Record<string, string>>} [newer] modules that it is built with in a newer version than it asks for
 */

/** @type {GoProgram} */
export const VERSITYGW = {
  module: 'github.com/versity/versitygw',
  package: 'github.com/versity/versitygw/cmd/versitygw',
  version: '1.8.0',
  sum: 'h1:au+wI+aybno/STsQiSm35Uu6Q6iK5MWReQxgO6SEMFc=',
  program: 'versitygw',
};

/** @type {GoProgram} */
export const FAKE_GCS_SERVER = {
  module: 'github.com/fsouza/fake-gcs-server',
  package: 'github.com/fsouza/fake-gcs-server',
  version: '1.56.1',
  sum: 'h1:K03sAvbLvDz4hAynpCCUqnNRp+ik9JFSvHbkD/wTPOU=',
  program: 'fake-gcs-server',
};

export const AZURITE_VERSION = '3.35.0';
