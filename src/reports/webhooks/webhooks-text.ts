import type { WebhookSecret } from '../../ports/webhook-secrets.ts';
import { textTable } from '../text-table.ts';

/** A new secret as a person sees it, once. */
export function newSecretText({
  secret,
  details,
}: {
  readonly secret: string;
  readonly details: WebhookSecret;
}): string {
  const { id, name, environment, expiresAt } = details;
  const until = expiresAt === undefined ? '' : ` until ${expiresAt.slice(0, 10)}`;
  return `${secret}\n\nKeep it now: it is not shown again. With secret ${id}, ${name} reports new data to ${environment}${until}.`;
}

/** Secrets as a table. */
export function secretsText(secrets: readonly WebhookSecret[]): string {
  if (secrets.length === 0) return 'there are no secrets; "shelfcast webhooks create" makes one';
  return textTable(
    ['id', 'sender', 'made', 'by', 'expires', 'last used', 'state'],
    secrets.map((one) => [
      ...[one.id, one.name, day(one.createdAt), one.createdBy, day(one.expiresAt), day(one.usedAt), stateOf(one)],
    ]),
  );
}

/** A revoked secret as a person sees it. */
export function revokedSecretText({ id, name, revokedBy }: WebhookSecret): string {
  return `secret ${id} of ${name} was revoked by ${revokedBy ?? 'somebody'}; what it signs is refused from now on`;
}

function stateOf({ revokedAt, expiresAt }: WebhookSecret): string {
  if (revokedAt !== undefined) return `revoked ${day(revokedAt)}`;
  return expiresAt !== undefined && Date.parse(expiresAt) < Date.now() ? 'expired' : 'usable';
}

function day(moment: string | undefined): string {
  return moment?.slice(0, 10) ?? '-';
}
