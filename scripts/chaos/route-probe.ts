/**
 * Loaded before anything else in every process of the stack (`--import`). Workers reach the servers by the ways that can be cut,
 * whatever addresses the stack has given them; their jobs reach the store alone. The product knows nothing of it.
 */
if (process.argv[1]?.endsWith('workers/worker-main.ts')) {
  Object.assign(process.env, JSON.parse(process.env.SHELFCAST_CHAOS_ROUTES ?? '{}'));
}
