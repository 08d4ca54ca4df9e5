import type { AccessKey } from '../../ports/access-keys.ts';
import { textTable } from '../text-table.ts';

/** A new key as a person sees it, once. */
export function newKeyText({ key, details }: { readonly key: string; readonly details: AccessKey }): string {
  const { id, name, role, expiresAt } = details;
  const until = expiresAt === undefined ? '' : `, until ${expiresAt.slice(0, 10)}`;
  return `${key}\n\nKeep it now: it is not shown again. Key ${id} of ${name} has the role ${role}${until}.`;
}

/** Keys as a table. */
export function keysText(keys: readonly AccessKey[]): string {
  if (keys.length === 0) return 'there are no keys; "shelfcast keys create" makes one';
  return textTable(
    ['id', 'name', 'role', 'environments', 'made', 'expires', 'last used', 'state'],
    keys.map((key) => [
      ...[key.id, key.name, key.role, key.environments?.join(', ') ?? 'all', day(key.createdAt), day(key.expiresAt)],
      ...[day(key.usedAt), stateOf(key)],
    ]),
  );
}

/** A revoked key as a person sees it. */
export function revokedText({ id, name, revokedBy }: AccessKey): string {
  return `key ${id} of ${name} was revoked by ${revokedBy ?? 'somebody'}; it is refused from now on`;
}

function stateOf({ revokedAt, expiresAt }: AccessKey): string {
  if (revokedAt !== undefined) return `revoked ${day(revokedAt)}`;
  return expiresAt !== undefined && Date.parse(expiresAt) < Date.now() ? 'expired' : 'usable';
}

function day(moment: string | undefined): string {
  return moment?.slice(0, 10) ?? '-';
}
