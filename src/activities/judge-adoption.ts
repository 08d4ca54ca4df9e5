import { ApplicationFailure } from '@temporalio/common';
import type { AdoptionInput, JudgedAdoption } from '../contracts/adoption.ts';
import type { KnownErrorName } from '../contracts/error-kinds.ts';
import { failureTypes } from '../contracts/failures.ts';
import { failedTexts } from '../contracts/quality.ts';
import type { ModelRecord } from '../ports/registry.ts';
import { adoptionRefusal } from '../registry/adoption-refusal.ts';
import { rolledBackVersions } from '../registry/rolled-back.ts';
import { configuredEnvironment, configuredRegion } from './configured-region.ts';
import { latestPublished } from './latest-published.ts';
import type { CyclePorts } from './ports.ts';
import { promotionPlan } from './promotion-plan.ts';
import { publishedWindows } from './published-windows.ts';

/** What a job ends with where the store has lost something. */
const missingArtifact: KnownErrorName = 'ArtifactMissingError';

/**
 * Holds a version of one environment against the gate of another, on that one's champion and the newest data of the region. Changes
 * nothing. Fails with `AdoptionRefused`, and is not tried again, where the version cannot be brought there.
 */
export async function judgeAdoption(ports: CyclePorts, input: AdoptionInput): Promise<JudgedAdoption> {
  const { registry, project, jobs } = ports;
  const { version, from, to } = input;
  configuredEnvironment(project.resolved, from);
  const settings = configuredEnvironment(project.resolved, to);
  const model = await adoptable(ports, input);
  const { segment, trainingCutoff } = model;
  const { region } = segment;
  configuredRegion(project.resolved, { environment: to, region });

  const trainedOn = await registry.datasetManifest(model.datasetVersion);
  const [latest] = await registry.findDatasets({ region, newest: true });
  if (!trainedOn || !latest) {
    throw refused(input, 'dataset-lost', `the registry does not know dataset ${model.datasetVersion} of ${version}`);
  }
  const champion = await registry.champion(to, segment);
  const oldest = model.backtest.windows.toSorted()[0] ?? trainingCutoff;
  const gate = await jobs
    .run('judge-adoption', {
      model,
      trainedOn,
      latest: latest.manifest,
      ...(champion ? { champion } : {}),
      published: champion ? await publishedWindows(registry, to, segment, oldest, latest.cutoff) : [],
      warnings: failedTexts(latest.quality.findings ?? []),
      rolledBack: rolledBackVersions(await registry.championHistory(to, segment)),
    })
    .catch((error: unknown) => {
      if (!(error instanceof ApplicationFailure) || error.type !== missingArtifact) throw error;
      const lost = `what ${version} was made of, or the newest data of ${region}, is not stored any more: ${error.message}`;
      throw refused(input, 'not-stored', lost);
    });
  return {
    challenger: {
      ...{ version, segment, gate, backtest: model.backtest },
      gatePassed: gate.every(({ passed }) => passed),
    },
    trainingCutoff,
    ...(champion ? { champion: { version: champion.version, backtest: champion.backtest } } : {}),
    plan: promotionPlan(settings),
    dataset: { version: latest.version, cutoff: latest.cutoff },
    scoreCutoff: await latestPublished(registry, to, region, trainingCutoff),
  };
}

/** The model that is to be brought, unless it is ruled out before any gate looks at it. */
async function adoptable({ registry, project }: CyclePorts, input: AdoptionInput): Promise<ModelRecord> {
  const { version, from, to } = input;
  const { models: known } = await registry.findModels({ version });
  const source = known.find(({ environment }) => environment === from);
  const waits = source ? await registry.waitingPromotions(to, source.record.segment) : [];
  const found = adoptionRefusal({
    ...{ version, from, to, known, settings: project.resolved },
    waiting: waits.filter((wait) => wait.version === version),
  });
  if (found) {
    const { refusal, message, ...about } = found;
    throw refused(input, refusal, message, about);
  }
  if (source) return source.record;
  throw new Error(`${version} of ${from} was neither found nor refused`);
}

function refused(
  { version, from, to }: AdoptionInput,
  refusal: string,
  message: string,
  about: object = {},
): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, failureTypes.adoptionRefused, {
    refusal,
    version,
    from,
    to,
    ...about,
  });
}
