import type { TestRegistry } from './registry.ts';

/** Enters four dataset versions in a registry: aaaa1, aaaa2 and bbbb1 of the region north, cccc1 of south. */
export async function recordDatasets({ registry }: TestRegistry): Promise<void> {
  for (const [version, region, cutoff] of [
    ['bbbb1', 'north', '2026-01-05'],
    ['aaaa2', 'north', '2026-01-05'],
    ['aaaa1', 'north', '2026-01-12'],
    ['cccc1', 'south', '2026-01-12'],
  ] as const) {
    const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
    await registry.recordDataset({ version, region, cutoff, manifest, rows: 1, qualityProfile: {}, files: [] });
  }
}
