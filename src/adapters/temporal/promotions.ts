import { WorkflowFailedError, WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { AdoptionInput, AdoptionOutcome } from '../../contracts/adoption.ts';
import { innermostFailure } from '../../contracts/failures.ts';
import { approveUpdate, rejectUpdate } from '../../contracts/messages.ts';
import { answering } from '../../contracts/priority.ts';
import { refusedFactsIn } from '../../contracts/refused-facts.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import { modelAdoptionId } from '../../contracts/workflow-ids.ts';
import { DecisionRefusedError, type Promotions } from '../../ports/promotions.ts';

/** Promotions and adoptions as workflows; `clientOf` as for the controllers. */
export function createPromotions(clientOf: (environment: string) => Client): Promotions {
  return {
    async decide({ environment, promotion, run }, word, decision) {
      const handle = clientOf(environment).workflow.getHandle(promotion, run);
      try {
        return await handle.executeUpdate(word === 'approve' ? approveUpdate : rejectUpdate, { args: [decision] });
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) {
          throw refusedBy(error);
        }
        if (error instanceof WorkflowNotFoundError) {
          // After a failover the registry still knows of waits whose workflows were on the other cluster.
          throw new DecisionRefusedError(
            `${promotion} does not run in ${environment}: it has just ended, or it was lost with its cluster`,
            { cause: error, facts: { refusal: 'wait-lost', version: promotion.split('/').at(-1), environment } },
          );
        }
        throw error;
      }
    },

    async adopt(input, onStarted) {
      const handle = await startAdoption(clientOf(input.to), input);
      onStarted(handle.workflowId);
      try {
        return (await handle.result()) as AdoptionOutcome;
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        throw refusedBy(error);
      }
    },
  };
}

/** A refusal in a failed update or workflow, with its facts. */
function refusedBy(error: Error): DecisionRefusedError {
  const failure = innermostFailure(error);
  const facts = failure instanceof ApplicationFailure ? refusedFactsIn(failure.details) : undefined;
  return new DecisionRefusedError(failure.message, { cause: error, facts });
}

/** Starts an adoption, or finds the one that runs. */
function startAdoption(client: Client, input: AdoptionInput) {
  const { version, from, to, dryRun = false } = input;
  return client.workflow.start('modelAdoption', {
    workflowId: modelAdoptionId(to, version, dryRun),
    taskQueue: taskQueues.orchestration,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    priority: answering,
    staticSummary: `${dryRun ? 'judge' : 'promote'} ${version} · ${from} → ${to}`,
    typedSearchAttributes: [{ key: searchAttributes.environment, value: to }],
  });
}
