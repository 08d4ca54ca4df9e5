import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Certificates of a server that clients have to prove themselves to, as files. */
export interface Certificates {
  /** Whom the server's and the client's certificates are from. */
  readonly ca: string;
  /** Another one, which has signed nothing. */
  readonly otherCa: string;
  readonly server: CertificateFiles;
  readonly client: CertificateFiles;
}

interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Makes certificates for a server on loopback, good for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const [ca, other] = await Promise.all([selfSigned(folder, 'ca'), selfSigned(folder, 'other-ca')]);
  const [server, client] = await Promise.all([signed(folder, 'server', ca), signed(folder, 'client', ca)]);
  return { ca: ca.certificate, otherCa: other.certificate, server, client };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

async function selfSigned(folder: string, name: string): Promise<CertificateFiles> {
  const files = filesOf(folder, name);
  const out = ['-keyout', files.key, '-out', files.certificate];
  await openssl('req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=shelfcast test ${name}`, ...out);
  return files;
}

async function signed(folder: string, name: string, by: CertificateFiles): Promise<CertificateFiles> {
  const files = filesOf(folder, name);
  const request = join(folder, `${name}.csr`);
  const extensions = join(folder, `${name}.ext`);
  await openssl('req', '-new', ...newKey, '-subj', `/CN=shelfcast test ${name}`, '-keyout', files.key, '-out', request);
  await writeFile(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  // A number of its own: with -CAcreateserial two that sign at once write the same file of the last number.
  const number = `0x${randomBytes(8).toString('hex')}`;
  const signing = ['-CA', by.certificate, '-CAkey', by.key, '-set_serial', number, '-extfile', extensions];
  await openssl('x509', '-req', '-in', request, ...signing, '-days', '2', '-out', files.certificate);
  return files;
}

function filesOf(folder: string, name: string): CertificateFiles {
  return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
}

async function openssl(...args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args);
}
