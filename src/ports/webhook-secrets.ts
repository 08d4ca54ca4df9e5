/** A secret that somebody signs webhooks to the API with, without the secret. */
export interface WebhookSecret {
  readonly id: string;
  /** Who sends: the actor of what a webhook brings about. */
  readonly name: string;
  /** What it may report to. */
  readonly environment: string;
  readonly createdBy: string;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
  /** When it last signed a webhook that was taken, to within a minute. */
  readonly usedAt?: string;
}

/** A secret to be kept: what checks a signature needs the secret itself, its hash does not do. */
interface NewWebhookSecret {
  readonly id: string;
  readonly name: string;
  readonly environment: string;
  readonly secret: string;
  readonly createdBy: string;
  readonly expiresAt: string;
}

/** Secrets of webhooks, each change with its audit record in one transaction. */
export interface WebhookSecrets {
  /** `undefined`, and nothing is kept, where the sender has as many usable ones as it may: the old one and the new one of a rotation. */
  createWebhookSecret(secret: NewWebhookSecret): Promise<WebhookSecret | undefined>;
  /** All of them, the newest first. */
  webhookSecrets(): Promise<readonly WebhookSecret[]>;
  /** Those that may sign for an environment now, with the secrets. */
  usableWebhookSecrets(environment: string): Promise<readonly (WebhookSecret & { readonly secret: string })[]>;
  noteWebhookSecretUsed(id: string): Promise<void>;
  /** Revokes one for good; `undefined` where there is none. A no-op where it is revoked. */
  revokeWebhookSecret(id: string, actor: string): Promise<WebhookSecret | undefined>;
}

/** Usable secrets of one sender: the old one and the new one, while it changes over. */
export const usableSecretsOfSender = 2;
