import { segmentName } from '../../contracts/segment.ts';
import { ModelRefusedError, type ModelRefusal, type RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import type { App } from '../app.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { selectModelIn } from './select-model.ts';

/** What is to be done to a model, by its version and who does it. */
type Act = (
  registry: Registry,
  model: { readonly environment: string; readonly version: string; readonly actor: string },
) => Promise<void>;

/** Does something to a model, and returns it as it stands then. Throws `Refusal`. */
export function actOnModel(
  app: App,
  { environment, model: wanted }: { readonly environment: string; readonly model: string },
  act: Act,
): Promise<RegisteredModel> {
  return app.withRegistry(async (registry) => {
    const { record } = await selectModelIn(registry, environment, wanted);
    const { version } = record;
    try {
      await act(registry, { environment, version, actor: app.actor });
    } catch (error) {
      throw error instanceof ModelRefusedError ? refused(error, segmentName(record.segment)) : error;
    }
    return selectModelIn(registry, environment, version);
  });
}

function refused(error: ModelRefusedError, segment: string): Refusal {
  const { refusal: why, environment, version, message: detail } = error;
  return refusal(codes[why], { environment, version, detail, segment }, { cause: error });
}

const codes = {
  'unknown-version': 'unregistered-model',
  'is-champion': 'champion-model',
  'is-waiting': 'waiting-model',
  'is-retired': 'retired-model',
  'is-not-retired': 'model-in-use',
  'is-deleted': 'deleted-model',
} as const satisfies Record<ModelRefusal, string>;
