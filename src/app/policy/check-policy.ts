import { z } from 'zod';
import { policyCheckSchema, type CheckedModel } from '../../contracts/policy-check.ts';
import type { EnvironmentSettings } from '../../contracts/project.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { releaseFaults } from '../../registry/policy/release-faults.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';

/** Whether every model that scores in an environment, or is about to, was approved as its policy asks, and can be traced to its sources. */
export const checkPolicy = defineOperation({
  name: 'policy.check',
  role: 'reader',
  input: z.object({
    /** Default: all. */
    environment: z.string().exactOptional(),
  }),
  answer: policyCheckSchema,
  async run(app, { environment }) {
    const settings = app.project.resolved.environments;
    if (environment !== undefined) checkEnvironment(environment, Object.keys(settings));
    const environments = environment === undefined ? Object.keys(settings) : [environment];
    const models = await app.withRegistry(async (registry) => {
      const checked: CheckedModel[] = [];
      for (const name of environments) checked.push(...(await checkModels(registry, name, settings[name]!)));
      return checked;
    });
    return { environments, passed: models.every(({ faults }) => faults.length === 0), models };
  },
});

async function checkModels(
  registry: Registry,
  environment: string,
  { promotion: policy }: EnvironmentSettings,
): Promise<readonly CheckedModel[]> {
  const waits = await registry.findWaitingPromotions(environment);
  const waitsSince = new Map(waits.map(({ version, at }) => [version, at]));
  const { models: champions } = await registry.findModels({ environment, stage: 'champion' });
  const waiting = await Promise.all(waits.map(({ version }) => registry.findModels({ environment, version })));
  const models = [...champions, ...waiting.flatMap((found) => found.models)];
  const lineage = await lineageOf(registry, environment, models);
  return Promise.all(
    models.map(async ({ record, artifactsDeletedAt }): Promise<CheckedModel> => {
      const { version, segment, gate } = record;
      const since = waitsSince.get(version);
      const terms = await registry.championHistory(environment, segment);
      const term = terms.findLast((one) => one.version === version);
      return {
        ...{ environment, segment: segmentName(segment), version },
        standing: since === undefined ? 'champion' : 'waiting',
        faults: releaseFaults({
          ...{ policy, gate, ...lineage(record.datasetVersion, version) },
          ...(since === undefined ? {} : { waitsSince: since }),
          ...(term ? { term } : {}),
          decisions: await registry.decisionsOn(environment, version),
          ...(artifactsDeletedAt === undefined ? {} : { artifactsDeletedAt }),
        }),
      };
    }),
  );
}

/** What led to models, in two questions for all of them. */
async function lineageOf(registry: Registry, environment: string, models: readonly RegisteredModel[]) {
  const datasetVersions = [...new Set(models.map(({ record }) => record.datasetVersion))];
  const files = await registry.filesOf(datasetVersions);
  const facts = await registry.modelsNamed(models.map(({ record }) => record.version));
  return (datasetVersion: string, version: string) => ({
    sourceFiles: files.filter((file) => file.datasetVersion === datasetVersion).length,
    triggers: facts.find((one) => one.environment === environment && one.version === version)?.triggers ?? [],
  });
}
