import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../app/app.ts';
import type { Authenticate } from './access.ts';
import type { SignIn } from './oidc/sign-in.ts';

export interface ServerOptions {
  /** What operations work with, on behalf of somebody. */
  readonly appFor: (actor: string, ends?: Partial<Pick<App, 'output'>>) => App;
  readonly authenticate: Authenticate;
  /** Left out: nobody signs in here with a provider. */
  readonly signIn?: SignIn;
  /** Names by which the server is reached. */
  readonly hosts: ReadonlySet<string>;
  readonly version: string;
  /** With it the server speaks HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Whether browsers reach it by HTTPS, its own or a proxy's: cookies are sent by HTTPS alone then. Default: false. */
  readonly secure?: boolean;
  /** Whether a proxy in front of it passes on who asks. Default: false. */
  readonly behindProxy?: boolean;
  /** Folder of the web application; left out: only the API is served. */
  readonly pages?: string;
  readonly log: FastifyBaseLogger;
  /** Requests a minute from one caller. Default 6000. */
  readonly requestsPerMinute?: number;
}
