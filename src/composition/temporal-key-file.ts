import { readFileSync } from 'node:fs';
import { SettingsError } from './settings-error.ts';

const variable = 'SHELFCAST_TEMPORAL_API_KEY_FILE';

/** Files with API keys of Temporal: secret stores write files. */
interface KeyFiles {
  /** For the server of `TEMPORAL_ADDRESS` or `TEMPORAL_PROFILE`, and of the default profile. */
  readonly ofOneServer?: string;
  readonly byProfile: ReadonlyMap<string, string>;
}

/**
 * The API key of a file, for a profile of Temporal's configuration that has none itself; `undefined` where none is meant for it.
 * `SHELFCAST_TEMPORAL_API_KEY_FILE` is a path, which holds where `TEMPORAL_API_KEY` does, or names the profile of each: `prod=/secrets/prod,dev=/secrets/dev`.
 * No other server gets a key.
 *
 * @param profile whose
 * @param isOneServer whether it is the one server of all environments, or the default profile
 * @param known the profiles that there are
 * @throws SettingsError where a file is for a profile that does not exist
 */
export function apiKeyOfFile(
  profile: string,
  { isOneServer, known }: { readonly isOneServer: boolean; readonly known: readonly string[] },
): string | undefined {
  const { ofOneServer, byProfile } = keyFiles(process.env[variable] ?? '');
  const strange = [...byProfile.keys()].filter((name) => !known.includes(name));
  if (strange.length > 0) {
    const there = known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`;
    throw new SettingsError(
      `${variable} has a key for the profile ${strange.join(', ')}, which Temporal's configuration file does not have; ${there}`,
    );
  }
  const file = byProfile.get(profile) ?? (isOneServer ? ofOneServer : undefined);
  return file === undefined ? undefined : readFileSync(file, 'utf8').trim();
}

function keyFiles(text: string): KeyFiles {
  const parts = text.split(',').map((part) => /^(?:([\w.-]+)=)?(.+)$/.exec(part.trim()));
  const byProfile = new Map<string, string>();
  let ofOneServer: string | undefined;
  for (const part of parts) {
    const [, profile, path] = part ?? [];
    if (path === undefined) continue;
    if (profile === undefined) ofOneServer = path;
    else byProfile.set(profile, path);
  }
  return { ...(ofOneServer === undefined ? {} : { ofOneServer }), byProfile };
}
