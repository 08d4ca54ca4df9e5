import { z } from 'zod';
import type { RollbackResult } from '../../contracts/messages.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import { velocities, type Segment } from '../../contracts/segment.ts';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { RequestRefusedError } from '../../ports/region-controllers.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { decisionRefusal } from './decision-refusal.ts';

const rollbackResultSchema: z.ZodType<RollbackResult> = z.object({
  segment: z.string(),
  from: z.string(),
  to: z.string(),
  triggerId: z.string(),
});

/** Makes an earlier champion of a segment the champion again, and has it score. */
export const rollBack = defineOperation({
  name: 'promotions.roll-back',
  role: 'approver',
  input: z.object({
    environment: z.string(),
    /** `region/format/velocity` */
    segment: z.string(),
    /** An earlier champion. Default: the one before. */
    to: z.string().exactOptional(),
    reason: z.string(),
  }),
  answer: rollbackResultSchema,
  async run(app, { environment, segment, to, reason }) {
    const { region, format, velocity } = segmentOf(segment);
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    const request = { by: app.actor, reason, format, velocity, ...(to === undefined ? {} : { version: to }) };
    try {
      return await app.withOrchestration(({ controllers }) => controllers.rollback({ environment, region }, request));
    } catch (error) {
      if (!(error instanceof RequestRefusedError)) throw error;
      const missing = `${regionControllerId(environment, region)} does not run in ${environment}`;
      const detail = error.type === refusalTypes.noController ? missing : error.reason;
      throw decisionRefusal(detail, error.facts, error);
    }
  },
});

function segmentOf(text: string): Segment {
  const [region = '', format = '', velocity, ...more] = text.split('/');
  const known = velocities.find((one) => one === velocity);
  if (region === '' || format === '' || !known || more.length > 0) {
    throw refusal('malformed-segment', { segment: text });
  }
  return { region, format, velocity: known };
}
