/** Every type of workflow, as the server names it. A test compares the list with what `workflows/index.ts` exports. */
export const workflowTypes = [
  'regionController',
  'regionCycle',
  'segmentTraining',
  'promotion',
  'modelAdoption',
  'weeklyTick',
  'sourceWatch',
] as const;

export type WorkflowType = (typeof workflowTypes)[number];
