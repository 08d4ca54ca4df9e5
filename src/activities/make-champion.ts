import { ModelRefusedError } from '../ports/model-catalogue.ts';
import type { Registry } from '../ports/registry.ts';
import { refusedFailure } from './to-failure.ts';

/** Makes a version champion. What the registry refuses, such as a retired version, is a failure that no attempt is repeated for. */
export async function makeChampion(registry: Registry, promotion: Parameters<Registry['promote']>[0]): Promise<void> {
  try {
    await registry.promote(promotion);
  } catch (error) {
    if (!(error instanceof ModelRefusedError)) throw error;
    const { refusal, environment, version } = error;
    throw refusedFailure(error, { refusal, environment, version });
  }
}
