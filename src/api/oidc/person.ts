import type { Role } from '../../app/operation.ts';
import type { Caller } from '../access.ts';
import { ApiError } from '../api-error.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** Longer names do not fit the ledger of triggers. */
const longestActor = 200;

/**
 * Who somebody is and what they may do. The audit trail names them by what identifies them with their provider, `sub`, and by their address where
 * the provider has checked it: people choose their other names themselves. Throws `ApiError` where none of their groups may do anything.
 */
export function personOf(claims: Claims, { issuer, groupsClaim, groups }: OidcSettings): Caller {
  const actor = actorOf(claims, issuer);
  const theirs = groupsIn(claims, groupsClaim);
  const grant = groups.find(({ group }) => theirs.includes(group));
  if (!grant) {
    throw new ApiError(
      'no-role',
      `${actor} is in no group that may use Shelfcast; the claim "${groupsClaim}" has ${theirs.length === 0 ? 'none' : theirs.join(', ')}`,
    );
  }
  const role: Role = grant.role;
  return { actor, role, ...(grant.environments ? { environments: grant.environments } : {}) };
}

function actorOf({ sub, email, email_verified: verified }: Claims, issuer: string): string {
  const id = `${String(sub)} at ${new URL(issuer).host}`;
  const named = typeof email === 'string' && verified === true ? `${email} (${id})` : id;
  return named.slice(0, longestActor);
}

/** The groups that a claim names: a list of texts, or one. A claim whose name has dots may be there under this name, or within others. */
export function groupsIn(claims: Claims, name: string): readonly string[] {
  const within = (): unknown =>
    name
      .split('.')
      .reduce<unknown>(
        (value, part) =>
          typeof value === 'object' && value !== null && Object.hasOwn(value, part)
            ? (value as Claims)[part]
            : undefined,
        claims,
      );
  const found = Object.hasOwn(claims, name) ? claims[name] : within();
  return [found].flat().filter((one) => typeof one === 'string');
}
