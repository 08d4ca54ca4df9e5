import type { FastifyInstance } from 'fastify';
import { traceLineage } from '../app/lineage/trace-lineage.ts';
import { perform } from '../app/operation.ts';
import { checkAccess } from './access.ts';
import { apiRoot } from './openapi.ts';
import { inputSchemaOf } from './operation-schemas.ts';
import { inputOf } from './request-input.ts';
import { credentialsOf } from './cookies.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * `POST /lineage/picture`: what `POST /lineage` answers, drawn as SVG. Each box has the id of its node, so that a page can make links of
 * them; where there are too many boxes for one picture, several are drawn as one.
 */
export function addLineagePicture(server: FastifyInstance, { appFor, authenticate }: ServerOptions): void {
  const schema = inputSchemaOf('lineage.trace');
  server.post(`${apiRoot}/lineage/picture`, async (request, reply) => {
    const caller = await authenticate(credentialsOf(request));
    checkAccess(caller, { role: traceLineage.role, environments: [] });
    const asked = inputOf('lineage.trace', schema, { parameters: {}, query: {}, body: request.body ?? {} });
    const { graph } = await perform(traceLineage, appFor(caller.actor), asked as never);
    const { lineageSvg } = await import('../reports/lineage/lineage-svg.ts');
    return reply.type('image/svg+xml; charset=utf-8').send(await lineageSvg(graph));
  });
}
