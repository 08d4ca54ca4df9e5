import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { roles } from '../../app/operation.ts';
import { SettingsError } from '../../composition/settings-error.ts';
import { isLoopback } from '../guards.ts';

const address = z.url().refine(isSafe, { error: 'must be an https address; plain http is for this machine alone' });

const settingsSchema = z.strictObject({
  /** Address of the OpenID provider, as its tokens name it. */
  issuer: address,
  clientId: z.string().min(1),
  /** File with the client's secret, seen from the settings' own folder. Left out: `SHELFCAST_OIDC_CLIENT_SECRET`. */
  clientSecretFile: z.string().min(1).exactOptional(),
  /** Where browsers reach the pages, e.g. `https://forecasts.example.com`. */
  publicUrl: address,
  /** What to ask the provider for. Default: `openid profile email`. */
  scope: z.string().default('openid profile email'),
  /** The claim that names a person's groups; dots lead into objects, as in `realm_access.roles`. Default `groups`. */
  groupsClaim: z.string().min(1).default('groups'),
  /** What each group may do. Where somebody is in several, the first of this list counts. */
  groups: z
    .array(
      z.strictObject({
        group: z.string().min(1),
        role: z.enum(roles),
        /** Default: every environment. */
        environments: z.array(z.string()).min(1).exactOptional(),
      }),
    )
    .min(1),
  /** Whom tokens of machines have to be for. Left out: tokens are not taken. */
  audience: z.string().min(1).exactOptional(),
  /** Hours until somebody has to sign in again. Default 10. */
  sessionHours: z.number().positive().max(168).default(10),
});

/** How people and machines sign in with an OpenID provider. */
export type OidcSettings = Omit<z.output<typeof settingsSchema>, 'clientSecretFile'> & {
  /** Left out: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
};

/**
 * Reads the settings of the OpenID provider from a JSON file. Throws `SettingsError` with every fault.
 *
 * @param environments those of the project
 */
export function readOidcSettings(file: string, environments: readonly string[]): OidcSettings {
  const parsed = settingsSchema.safeParse(contentOf(file));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
    throw new SettingsError(`${file} does not describe an OpenID provider: ${faults.join('; ')}`);
  }
  const { clientSecretFile, ...settings } = parsed.data;
  const unknown = settings.groups
    .flatMap(({ environments: named = [] }) => named)
    .filter((one) => !environments.includes(one));
  if (unknown.length > 0) {
    const names = environments.join(', ');
    throw new SettingsError(
      `${file} names environments that the project lacks: ${unknown.join(', ')}; it has ${names}`,
    );
  }
  const secret =
    clientSecretFile === undefined
      ? process.env.SHELFCAST_OIDC_CLIENT_SECRET
      : textOf(resolve(dirname(file), clientSecretFile)).trim();
  return { ...settings, ...(secret ? { clientSecret: secret } : {}) };
}

function contentOf(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}
