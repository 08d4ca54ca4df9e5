import type { ModelOrder, ModelStage } from '../../ports/model-catalogue.ts';
import { modelsText } from '../../reports/models/models-table.ts';
import { withRegistry } from '../with-registry.ts';
import { plain } from './models-commands.ts';
import { openProject, type ModelsOptions } from './open-models.ts';

/** This many fit on a screen or two; JSON is for programs, which want all. */
const defaultLimit = 100;

interface ListOptions extends ModelsOptions {
  readonly env?: string;
  readonly region?: string;
  readonly segment?: string;
  readonly stage?: ModelStage;
  readonly tag: Readonly<Record<string, string>>;
  readonly trainedSince?: string;
  readonly maxMape?: number;
  readonly sort: ModelOrder;
  readonly limit?: number;
  /** From 1. */
  readonly page: number;
}

/** `shelfcast models list`: the registered models that meet the conditions, a page of them. Returns the exit code. */
export async function listModelsCommand(options: ListOptions): Promise<number> {
  const { env, tag, project: _project, state: _state, json, page, limit: asked, ...conditions } = options;
  const { state } = await openProject(options);
  const limit = asked ?? (json ? undefined : defaultLimit);
  const offset = limit === undefined ? 0 : limit * (page - 1);
  const { total, models } = await withRegistry(state, (registry) =>
    registry.findModels({
      ...conditions,
      ...(env === undefined ? {} : { environment: env }),
      tags: tag,
      ...(limit === undefined ? {} : { limit, offset }),
    }),
  );
  process.stdout.write(`${json ? JSON.stringify(models.map(plain), undefined, 2) : text()}\n`);
  return 0;

  function text(): string {
    if (models.length === 0) return total === 0 ? 'no model matches' : `there are only ${total}, on earlier pages`;
    const shown = `${offset + 1} to ${offset + models.length} of ${total}; --page ${page + 1} shows more`;
    return offset + models.length < total ? `${modelsText(models)}\n${shown}` : modelsText(models);
  }
}
