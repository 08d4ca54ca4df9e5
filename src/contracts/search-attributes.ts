import { defineSearchAttributeKey } from '@temporalio/common';

/** What a workflow can be found by in Temporal's UI. Never encrypted, so never a secret. */
export const searchAttributes = {
  region: defineSearchAttributeKey('Region', 'KEYWORD'),
  environment: defineSearchAttributeKey('Environment', 'KEYWORD'),
  cycleWeek: defineSearchAttributeKey('CycleWeek', 'KEYWORD'),
  trigger: defineSearchAttributeKey('Trigger', 'KEYWORD_LIST'),
  stage: defineSearchAttributeKey('Stage', 'KEYWORD'),
} as const;
