import { readFileSync } from 'node:fs';
import { readOidcSettings } from '../../api/oidc/oidc-settings.ts';
import { startApi } from '../../api/start-api.ts';
import type { AccessMode } from '../../contracts/access-modes.ts';
import { createLog } from '../../telemetry/log.ts';
import { interruption } from '../interruption.ts';
import { openProject } from '../models/open-models.ts';
import type { AppOptions } from '../open-app.ts';
import { UsageError } from '../usage.ts';

interface ApiCommandOptions extends AppOptions {
  readonly host: string;
  readonly port: number;
  readonly name?: readonly string[];
  readonly access: AccessMode;
  readonly oidc?: string;
  readonly behindTls?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** `shelfcast api`: serves the API and its pages until Ctrl-C. Returns the exit code. */
export async function apiCommand(options: ApiCommandOptions): Promise<number> {
  const { host, port, name = [], access, tlsCert, tlsKey, behindTls = false } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('give --tls-cert and --tls-key together');
  if (access === 'oidc' && options.oidc === undefined) {
    throw new UsageError('with --access oidc name the file of the OpenID provider: --oidc <file>');
  }
  const { project, state } = await openProject(options);
  const interrupted = interruption();
  const api = await startApi({
    ...{ project, stateFolder: state, host, port, names: name, access, behindTls },
    ...(access === 'oidc' && options.oidc !== undefined
      ? { oidc: readOidcSettings(options.oidc, Object.keys(project.resolved.environments)) }
      : {}),
    ...(tlsCert === undefined || tlsKey === undefined
      ? {}
      : { tls: { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) } }),
    log: createLog(process.env.SHELFCAST_LOG_LEVEL ?? 'warn', 'api', process.stderr),
  });
  process.stdout.write(`Shelfcast ${api.url} (${whoMayAsk[access]}); Ctrl-C stops it\n`);
  await interrupted.happened;
  interrupted.forget();
  await api.close();
  return 0;
}

const whoMayAsk: Readonly<Record<AccessMode, string>> = {
  'this-machine': 'anybody on this machine may ask',
  keys: 'who has a key may ask',
  oidc: 'who signs in, or has a token or a key, may ask',
};
