import { z } from 'zod';
import type { RegionCycleResult } from '../../contracts/cycle.ts';
import type { RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { cycleOf } from './cycle-of.ts';
import { cycleResultSchema, registeredCycleSchema } from './cycle-schemas.ts';

/** A cycle as the registry has it. */
interface CycleDetails {
  readonly cycle: RegisteredCycle;
  /** Left out while it runs, and where it failed. */
  readonly result?: RegionCycleResult;
}

const cycleDetailsSchema: z.ZodType<CycleDetails> = z.object({
  cycle: registeredCycleSchema,
  result: cycleResultSchema.exactOptional(),
});

/** A cycle with its segments and figures, once it has ended. The registry has it, so nothing needs to run. */
export const showCycle = defineOperation({
  name: 'cycles.show',
  role: 'reader',
  input: z.object({ environment: z.string(), cycleId: z.string() }),
  answer: cycleDetailsSchema,
  run(app, { environment, cycleId }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    return app.withRegistry(async (registry) => {
      const cycle = await cycleOf(registry, environment, cycleId);
      const result = await registry.cycleResult(cycleId);
      return { cycle, ...(result ? { result } : {}) };
    });
  },
});
