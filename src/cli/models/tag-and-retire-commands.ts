import { retireModel } from '../../app/models/retire-model.ts';
import { tagModel } from '../../app/models/tag-model.ts';
import { unretireModel } from '../../app/models/unretire-model.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import { tagsText } from '../../reports/models/models-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { plain } from './models-commands.ts';

interface ActOptions extends AppOptions {
  readonly env: string;
}

const shown = { text: standing, json: plain };

/** `shelfcast models tag`: sets tags; an empty value takes one off. Returns the exit code. */
export function tagModelCommand(
  model: string,
  tags: Readonly<Record<string, string>>,
  options: ActOptions,
): Promise<number> {
  const changes = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, value === '' ? null : value]));
  return runOperation(tagModel, options, { environment: options.env, model, tags: changes }, shown);
}

/** `shelfcast models retire`: takes a model out of use. Returns the exit code. */
export function retireModelCommand(
  model: string,
  options: ActOptions & { readonly reason: string; readonly toBaseline?: boolean },
): Promise<number> {
  const { env: environment, reason, toBaseline = false } = options;
  return runOperation(retireModel, options, { environment, model, reason, toBaseline }, shown);
}

/** `shelfcast models unretire`: takes a retirement back. Returns the exit code. */
export function unretireModelCommand(
  model: string,
  options: ActOptions & { readonly reason: string },
): Promise<number> {
  const { env: environment, reason } = options;
  return runOperation(unretireModel, options, { environment, model, reason }, shown);
}

function standing({ environment, stage, record, tags }: RegisteredModel): string {
  const said = tagsText(tags);
  return `${record.version} is ${stage} in ${environment}${said === '' ? '' : `; ${said}`}`;
}
