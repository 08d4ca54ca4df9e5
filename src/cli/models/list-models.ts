import { listModels } from '../../app/models/list-models.ts';
import type { ModelOrder, ModelStage } from '../../ports/model-catalogue.ts';
import { modelsText } from '../../reports/models/models-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { plain } from './models-commands.ts';

/** This many fit on a screen or two; JSON is for programs, which want all. */
const defaultLimit = 100;

interface ListOptions extends AppOptions {
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
export function listModelsCommand(options: ListOptions): Promise<number> {
  const { env, tag, project: _project, state: _state, json, page, limit: asked, ...conditions } = options;
  const limit = asked ?? (json ? undefined : defaultLimit);
  const offset = limit === undefined ? 0 : limit * (page - 1);
  const query = {
    ...conditions,
    ...(env === undefined ? {} : { environment: env }),
    tags: tag,
    ...(limit === undefined ? {} : { limit, offset }),
  };
  return runOperation(listModels, options, query, {
    json: ({ models }) => models.map(plain),
    text: ({ total, models }) => {
      if (models.length === 0) return total === 0 ? 'no model matches' : `there are only ${total}, on earlier pages`;
      const shown = `${offset + 1} to ${offset + models.length} of ${total}; --page ${page + 1} shows more`;
      return offset + models.length < total ? `${modelsText(models)}\n${shown}` : modelsText(models);
    },
  });
}
