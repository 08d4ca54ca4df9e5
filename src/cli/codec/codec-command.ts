import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { startCodec } from '../../api/codec/start-codec.ts';
import type { CodecAccessMode } from '../../contracts/access-modes.ts';
import { interruption } from '../interruption.ts';
import { openProject } from '../models/open-models.ts';
import type { AppOptions } from '../open-app.ts';
import { UsageError } from '../usage.ts';

interface CodecCommandOptions extends AppOptions {
  readonly host: string;
  readonly port: number;
  readonly name?: readonly string[];
  readonly corsOrigin?: readonly string[];
  readonly access: CodecAccessMode;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindTls?: boolean;
}

/** `shelfcast codec`: decrypts payloads for who may see them, until Ctrl-C. Returns the exit code. */
export async function codecCommand(options: CodecCommandOptions): Promise<number> {
  const { host, port, name = [], corsOrigin = [], access, tlsCert, tlsKey, behindTls = false } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('give --tls-cert and --tls-key together');
  const { project, state } = await openProject(options);
  const interrupted = interruption();
  const codec = await startCodec({
    ...{ project, stateFolder: state, host, port, names: name, origins: corsOrigin, access, behindTls },
    ...(tlsCert === undefined || tlsKey === undefined
      ? {}
      : { tls: { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) } }),
    // Who had what decrypted is written down whatever other processes are to say.
    log: pino({ name: 'codec', level: 'info' }, process.stderr),
  });
  const who = access === 'keys' ? 'who has a key may ask' : 'anybody on this machine may ask';
  process.stdout.write(`Shelfcast codec server ${codec.url} (${who}); Ctrl-C stops it\n`);
  await interrupted.happened;
  interrupted.forget();
  await codec.close();
  return 0;
}
