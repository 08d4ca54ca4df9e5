/** Stable types of the refusals that messages to workflows are answered with. */
export const refusalTypes = {
  /** Not a trigger, or one that contradicts itself. */
  trigger: 'InvalidTrigger',
  /** The message lacks something or names something unknown. */
  message: 'InvalidMessage',
  /** No cycle is running, or a different one than the one named. */
  noCycle: 'NoSuchCycle',
  nothingFailed: 'NothingFailed',
  /** The ledger is full: no more triggers are accepted. */
  ledgerFull: 'LedgerFull',
  /** The registry is away, so nothing is acknowledged; the same trigger can be sent again. */
  unavailable: 'Unavailable',
  /** No cycle was ever requested for the region, so it has no controller. */
  noController: 'NoController',
} as const;

export type RefusalType = (typeof refusalTypes)[keyof typeof refusalTypes];
