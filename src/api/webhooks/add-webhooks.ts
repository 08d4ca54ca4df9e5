import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reportDataChange } from '../../app/controllers/report-data-change.ts';
import { checkEnvironment } from '../../app/of-project.ts';
import { perform } from '../../app/operation.ts';
import { refusal } from '../../app/refusal.ts';
import { apiRoot } from '../openapi.ts';
import type { ServerOptions } from '../server-options.ts';
import { signerOf } from './standard-webhook.ts';

/** Ids of senders go into ids of triggers, which are not longer than 200. */
const longestId = 150;

const eventSchema = z.object({
  type: z.literal('data.changed'),
  timestamp: z.string().exactOptional(),
  data: z
    .strictObject({
      /** Default: all. */
      regions: z.array(z.string()).min(1).exactOptional(),
      reason: z.string().max(1000).exactOptional(),
    })
    .default({}),
});

/**
 * `POST /environments/{environment}/webhooks/data-changes`: who holds a secret reports new data, signed as Standard Webhooks has it. One that comes
 * again with its id counts once: the id is that of the trigger.
 */
export function addWebhooks(server: FastifyInstance, { appFor }: ServerOptions): void {
  void server.register((scope, _options, done) => {
    // The signature is of the bytes, not of what they mean.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post(`${apiRoot}/environments/:environment/webhooks/data-changes`, async (request, reply) => {
      const { environment } = request.params as { readonly environment: string };
      const app = appFor('webhooks');
      checkEnvironment(environment, Object.keys(app.project.resolved.environments));
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const id = header(request, 'webhook-id');
      const secrets = await app.withRegistry((registry) => registry.usableWebhookSecrets(environment));
      const signer = signerOf(
        {
          ...{ id, body, timestamp: header(request, 'webhook-timestamp') },
          signature: header(request, 'webhook-signature'),
        },
        secrets,
      );
      await app.withRegistry((registry) => registry.noteWebhookSecretUsed(signer.id));
      const { regions, reason } = changeIn(body, id!);
      const answer = await perform(reportDataChange, appFor(`webhook ${signer.name}`), {
        // Of the sender, not of the secret: one that is sent again may be signed with the next.
        ...{ environment, id: `${signer.name}/${id!}` },
        ...(regions ? { regions } : {}),
        ...(reason === undefined ? {} : { reason }),
      });
      return reply.code(202).send(answer);
    });
    done();
  });
}

function header({ headers }: FastifyRequest, name: string): string | undefined {
  return [headers[name]].flat()[0];
}

/** What has changed. Throws `Refusal` with every fault. */
function changeIn(body: Buffer, id: string): z.output<typeof eventSchema>['data'] {
  const tooLong = id.length > longestId ? [{ path: ['webhook-id'], message: `is longer than ${longestId}` }] : [];
  const parsed = eventSchema.safeParse(jsonIn(body));
  const faults = [
    ...tooLong,
    ...(parsed.error?.issues.map(({ path, message }) => ({ path: path.map(String), message })) ?? []),
  ];
  if (!parsed.success || faults.length > 0) throw refusal('invalid-input', { operation: 'webhook', faults });
  return parsed.data.data;
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
