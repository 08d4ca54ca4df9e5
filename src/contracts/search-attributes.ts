import { defineSearchAttributeKey } from '@temporalio/common';

/** What a workflow can be found by in Temporal's UI. Never encrypted, so never a secret. */
export const searchAttributes = {
  region: defineSearchAttributeKey('Region', 'KEYWORD'),
  environment: defineSearchAttributeKey('Environment', 'KEYWORD'),
  cycleWeek: defineSearchAttributeKey('CycleWeek', 'KEYWORD'),
  trigger: defineSearchAttributeKey('Trigger', 'KEYWORD_LIST'),
  stage: defineSearchAttributeKey('Stage', 'KEYWORD'),
} as const;

/** What Temporal itself writes on every workflow that a Schedule starts. */
export const scheduleAttributes = {
  /** The nominal time: the Schedule's, without jitter and delay. */
  startTime: defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME'),
  scheduleId: defineSearchAttributeKey('TemporalScheduledById', 'KEYWORD'),
} as const;
