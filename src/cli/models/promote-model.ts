import { promoteModel } from '../../app/models/promote-model.ts';
import type { AdoptionOutcome } from '../../contracts/adoption.ts';
import { adoptionText } from '../../reports/models/adoption-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

interface PromoteOptions extends AppOptions {
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

/**
 * `shelfcast models promote`: brings a version from one environment to another, whose policy and gate decide. Returns the exit code: 1
 * where the gate refuses it and nobody else decides, or would refuse it.
 */
export function promoteModelCommand(model: string, options: PromoteOptions): Promise<number> {
  const { from, to, reason, dryRun = false } = options;
  const input = { model, from, to, dryRun, ...(reason === undefined ? {} : { reason }) };
  return runOperation(promoteModel, options, input, {
    text: adoptionText,
    exitCode: exitCodeOf,
    onStep: (step) => {
      if (step.step !== 'adoption-started') return;
      const { workflowId, environment } = step;
      process.stderr.write(`${workflowId}: the gate of ${environment} is judging it; Ctrl-C does not stop it\n`);
    },
  });
}

function exitCodeOf({ decision, challenger, policy }: AdoptionOutcome): number {
  const refused =
    decision === 'rejected' || (decision === 'judged' && policy === 'automatic' && !challenger.gatePassed);
  return refused ? 1 : 0;
}
