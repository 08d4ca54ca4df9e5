import { z } from 'zod';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';

const overall = ['pending', 'running', 'ended', 'failed'] as const;
const states = ['pending', 'running', 'ran', 'merged', 'failed'] as const;

/** What has happened to something that was asked for: by region, and in all. */
export const showTrigger = defineOperation({
  name: 'controllers.trigger',
  role: 'reader',
  input: z.object({ environment: z.string(), triggerId: z.string() }),
  answer: z.object({
    triggerId: z.string(),
    /** `running` until every region has ended; `failed` where one has failed. */
    state: z.enum(overall),
    requestedBy: z.string(),
    regions: z
      .array(
        z.object({
          region: z.string(),
          state: z.enum(states),
          acceptedAt: z.string(),
          /** The cycle that answers it. */
          cycleId: z.string().exactOptional(),
          mergedInto: z.string().exactOptional(),
          failure: z.string().exactOptional(),
        }),
      )
      .readonly(),
  }),
  async run(app, { environment, triggerId }) {
    const { environments, regions: known } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    const names = new Map(known.map(({ name }) => [regionControllerId(environment, name), name]));
    const found = await app.withRegistry((registry) => registry.triggerAt([...names.keys()], triggerId));
    const [first] = found;
    if (!first) throw refusal('unknown-trigger', { environment, triggerId });
    const regions = found.map(({ controllerId, entry: { trigger: _, ...standing } }) => ({
      region: names.get(controllerId)!,
      ...standing,
    }));
    return { triggerId, state: stateOf(regions), requestedBy: first.entry.trigger.requestedBy, regions };
  },
});

function stateOf(regions: readonly { readonly state: (typeof states)[number] }[]): (typeof overall)[number] {
  const has = (state: (typeof states)[number]): boolean => regions.some((one) => one.state === state);
  if (has('running')) return 'running';
  if (has('pending')) return regions.every(({ state }) => state === 'pending') ? 'pending' : 'running';
  return has('failed') ? 'failed' : 'ended';
}
