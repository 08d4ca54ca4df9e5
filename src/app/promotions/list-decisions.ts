import { z } from 'zod';
import { auditRecordSchema } from '../audit/audit-schemas.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { pageAt, placeOf } from '../page-token.ts';

/** What decides which model scores, as the audit trail names it. */
const decisions = [
  ...(['adopt', 'approve', 'promote', 'reject', 'expire', 'supersede', 'cancel'] as const),
  ...(['rollback', 'retire', 'unretire'] as const),
];

/** What was decided on models of an environment, by whom and why, the newest first, page by page. The audit trail has it. */
export const listDecisions = defineOperation({
  name: 'promotions.decisions',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    /** A region, or `region/format/velocity`. Default: all. */
    of: z.string().exactOptional(),
    actor: z.string().exactOptional(),
    /** Default: all. */
    kind: z.enum(decisions).exactOptional(),
    /** Decisions of a page. Default 50. */
    limit: z.int().min(1).max(1000).exactOptional(),
    /** What the page before answered as `nextPage`. Default: the first page. */
    page: z.string().exactOptional(),
  }),
  answer: z.object({
    decisions: z.array(auditRecordSchema).readonly(),
    /** Left out on the last page. */
    nextPage: z.string().exactOptional(),
  }),
  async run(app, { environment, of, actor, kind, limit = 50, page }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    // A page begins after a record, so that decisions made in the meantime move nothing.
    const before = page === undefined ? {} : { before: Number(placeOf(page, /^\d+$/)[0]) };
    const found = await app.withRegistry((registry) =>
      registry.findAudit({
        entity: of === undefined ? environment : `${environment}/${of}`,
        actions: kind === undefined ? decisions : [kind],
        ...(actor === undefined ? {} : { actor }),
        ...before,
        // One more than asked for shows whether there is another page.
        newest: limit + 1,
      }),
    );
    const newestFirst = found.toReversed();
    const shown = newestFirst.slice(0, limit);
    const last = shown.at(-1);
    return { decisions: shown, ...(last && found.length > limit ? { nextPage: pageAt(String(last.sequence)) } : {}) };
  },
});
