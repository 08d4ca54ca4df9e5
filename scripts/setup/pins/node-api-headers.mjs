/**
 * The C headers of Node's stable add-on interface, from npm: node-gyp would download Node's own from the vendor's host.
 */
export const NODE_API_HEADERS = {
  package: 'node-api-headers',
  version: '1.9.0',
  sha256: '6cbfac49542194ae2c8f1dee5fa2dc00d66bec9cbf3b59e3a4e5f16d14eb0d19',
};
