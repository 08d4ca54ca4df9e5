import { userInfo } from 'node:os';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { tagsText } from '../../reports/models/models-table.ts';
import { withRegistry } from '../with-registry.ts';
import { plain } from './models-commands.ts';
import { openProject, type ModelsOptions } from './open-models.ts';
import { selectModelIn } from './select-models.ts';

interface ActOptions extends ModelsOptions {
  readonly env: string;
}

/** What is to be done to a model, by its version and who does it. */
type Act = (registry: Registry, model: { environment: string; version: string; actor: string }) => Promise<void>;

/** `shelfcast models tag`: sets tags; an empty value takes one off. Returns the exit code. */
export function tagModelCommand(
  wanted: string,
  tags: Readonly<Record<string, string>>,
  options: ActOptions,
): Promise<number> {
  const changes = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, value === '' ? null : value]));
  return actOn(wanted, options, (registry, model) => registry.tagModel({ ...model, tags: changes }));
}

/** `shelfcast models retire`: takes a model out of use. Returns the exit code. */
export function retireModelCommand(
  wanted: string,
  options: ActOptions & { readonly reason: string; readonly toBaseline?: boolean },
): Promise<number> {
  const { reason, toBaseline = false } = options;
  return actOn(wanted, options, (registry, model) => registry.retireModel({ ...model, reason, toBaseline }));
}

/** `shelfcast models unretire`: takes a retirement back. Returns the exit code. */
export function unretireModelCommand(
  wanted: string,
  options: ActOptions & { readonly reason: string },
): Promise<number> {
  const { reason } = options;
  return actOn(wanted, options, (registry, model) => registry.unretireModel({ ...model, reason }));
}

/** Does something to a model, and shows how it stands then. */
async function actOn(wanted: string, options: ActOptions, act: Act): Promise<number> {
  const { env: environment, json } = options;
  const { state } = await openProject(options);
  const model = await withRegistry(state, async (registry) => {
    const { version } = selectModelIn(await registry.models(), environment, wanted).record;
    await act(registry, { environment, version, actor: userInfo().username });
    return selectModelIn(await registry.models(), environment, version);
  });
  process.stdout.write(`${json ? JSON.stringify(plain(model), undefined, 2) : standing(model)}\n`);
  return 0;
}

function standing({ environment, stage, record, tags }: RegisteredModel): string {
  const said = tagsText(tags);
  return `${record.version} is ${stage} in ${environment}${said === '' ? '' : `; ${said}`}`;
}
