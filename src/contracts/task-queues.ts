/**
 * Task queues, the same names in every environment, since environments are namespaces.
 *
 * - `orchestration`: workflows and short I/O
 * - `data`: ingest, condition, snapshot: bound by disk and one core
 * - `training`: CPU-bound; as many slots as cores
 * - `scoring`: CPU-bound, short, apart from training so that a long training never delays next week's numbers
 */
export const taskQueues = {
  orchestration: 'shelfcast-orchestration',
  data: 'shelfcast-data',
  training: 'shelfcast-training',
  scoring: 'shelfcast-scoring',
} as const;
