import { expect, test } from 'vitest';
import { connectionReason, tlsFaultIn } from '../../src/composition/tls-fault.ts';

/** As gRPC words it. */
const failed = (last: string): string => `No connection established. Last error: ${last}. Resolution note: `;

test.each([
  ['Error: self-signed certificate in certificate chain', 'client', 'self-signed certificate in certificate chain'],
  ['Error: unable to verify the first certificate', 'client', 'unable to verify the first certificate'],
  [
    'Error: unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
    'client',
    'unable to verify the first certificate',
  ],
  ['Error: certificate has expired', 'client', 'certificate has expired'],
  [
    "Error: Hostname/IP does not match certificate's altnames: Host: temporal. is not in the cert's altnames: DNS:localhost",
    'client',
    "Hostname/IP does not match certificate's altnames: Host: temporal. is not in the cert's altnames: DNS:localhost",
  ],
  [
    '409D2B:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/rec_layer_s3.c:918:SSL alert number 116\n (2026-11-29T12:10:01.832Z)',
    'server',
    'tlsv13 alert certificate required',
  ],
  [
    '40AD2B:error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:../deps/rec_layer_s3.c:918:SSL alert number 48\n (2026-11-29T12:10:01.832Z)',
    'server',
    'tlsv1 alert unknown ca',
  ],
])('%s: the %s refuses', (last, refusedBy, reason) => {
  expect(tlsFaultIn(failed(last))).toEqual({ refusedBy, reason });
});

test.each([
  ['Error: connect ECONNREFUSED 127.0.0.1:7233', 'connect ECONNREFUSED 127.0.0.1:7233'],
  ['Failed to connect (2026-11-29T12:10:13.238Z)', 'Failed to connect'],
])('%s is not about certificates', (last, reason) => {
  expect(tlsFaultIn(failed(last))).toBeUndefined();
  expect(connectionReason(failed(last))).toBe(reason);
});

test('what gRPC words otherwise stays as it is', () => {
  expect(connectionReason('Connection dropped')).toBe('Connection dropped');
});
