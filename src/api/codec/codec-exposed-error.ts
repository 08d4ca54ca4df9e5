/** The codec server is asked to listen where others reach it, and nothing says who may, or its answers could be read on the way. */
export class CodecExposedError extends Error {
  override readonly name = 'CodecExposedError';
  readonly host: string;

  constructor(host: string, lacks: 'keys' | 'TLS') {
    const wayOut =
      lacks === 'keys'
        ? 'let it be used with keys alone'
        : 'give it a certificate, or say that a proxy in front of it speaks TLS';
    super(
      `the codec server does not listen on ${host} without ${lacks}, since it decrypts what it is sent: ${wayOut}, or have it listen on a loopback address`,
    );
    this.host = host;
  }
}
