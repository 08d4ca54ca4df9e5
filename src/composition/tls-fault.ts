/** Why a connection was not made: its last error, of which libraries say more than a person needs. */
export function connectionReason(details: string): string {
  const [, last = details] =
    /Last error: (?:Error: )?(.*?)(?: \(\d{4}-[^)]*\))?\. Resolution note:/s.exec(details) ?? [];
  const [, ofOpenssl] = /SSL routines:[^:]*:([^:]+)/.exec(last) ?? [];
  // Node adds advice for its own users.
  return (ofOpenssl ?? last).replace(/; if the root CA is installed locally.*/, '').trim();
}

/** Alerts (RFC 8446) by which a server refuses a client's certificate, or that there is none. */
const refusedByServer =
  /alert (certificate required|bad certificate|unknown ca|handshake failure|certificate (expired|revoked|unknown)|access denied|unsupported certificate)/;
/** What OpenSSL and Node say of a server's certificate that they do not accept. */
const refusedByClient =
  /self-signed certificate|unable to (verify|get)|certificate has expired|certificate is not yet valid|does not match certificate|CERT_/;

/** Who refuses whose certificate, where that is why a call failed. */
export function tlsFaultIn(
  details: string,
): { readonly refusedBy: 'client' | 'server'; readonly reason: string } | undefined {
  const reason = connectionReason(details);
  if (refusedByServer.test(reason)) return { refusedBy: 'server', reason };
  if (refusedByClient.test(reason)) return { refusedBy: 'client', reason };
  return undefined;
}
