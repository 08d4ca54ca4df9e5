import { z } from 'zod';
import type { App } from '../app.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { decisionOf } from '../promotions/decide-promotion.ts';
import { adoptionOutcomeSchema } from '../promotions/promotion-schemas.ts';
import { refusal } from '../refusal.ts';
import { namedModelShape } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

/** Brings a version from one environment to another as it is; the gate and policy there decide on it. */
export const promoteModel = defineOperation({
  name: 'models.promote',
  role: 'approver',
  input: z.object({
    model: namedModelShape.model,
    /** Environment that has it. */
    from: z.string(),
    /** Environment it is brought to. */
    to: z.string(),
    /** Needed except for a dry run. */
    reason: z.string().exactOptional(),
    /** Only say what the gate would; nothing is changed. Default false. */
    dryRun: z.boolean().exactOptional(),
  }),
  answer: adoptionOutcomeSchema,
  async run(app, { model, from, to, reason, dryRun = false }) {
    if (reason === undefined && !dryRun) throw refusal('reason-missing', {});
    const environments = Object.keys(app.project.resolved.environments);
    for (const name of [from, to]) checkEnvironment(name, environments);
    const input = {
      ...{ version: await versionOf(app, from, model), from, to, by: app.actor, reason: reason ?? 'dry run' },
      ...(dryRun ? { dryRun } : {}),
    };
    const onStarted = (workflowId: string): void =>
      app.onStep({ step: 'adoption-started', workflowId, environment: to });
    return app.withOrchestration(({ promotions }) => decisionOf(promotions.adopt(input, onStarted)));
  },
});

/** A whole version needs no registry, which may be out of reach. */
async function versionOf(app: App, environment: string, wanted: string): Promise<string> {
  if (/^[0-9a-f]{16}$/.test(wanted)) return wanted;
  return app.withRegistry(async (registry) => (await selectModel(registry, environment, wanted)).record.version);
}
