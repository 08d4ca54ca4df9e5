/** Stable types of the refusals that messages to workflows are answered with. */
export const refusalTypes = {
  /** Not a trigger, or one that contradicts itself. */
  trigger: 'InvalidTrigger',
  /** The message lacks something or names something unknown. */
  message: 'InvalidMessage',
  /** Nothing runs that could be cancelled, or it is another cycle than the one meant. */
  noCycle: 'NoSuchCycle',
  nothingFailed: 'NothingFailed',
  /** The ledger is full: no more triggers are accepted. */
  ledgerFull: 'LedgerFull',
  /** The region has never been asked for a cycle, so nobody is there to answer. */
  noController: 'NoController',
} as const;

export type RefusalType = (typeof refusalTypes)[keyof typeof refusalTypes];
