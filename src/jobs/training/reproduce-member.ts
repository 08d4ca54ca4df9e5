import { createHash } from 'node:crypto';
import { featuresFor, type FeatureSettings } from '../../contracts/features.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import type { ReproducedFile, ReproducedMember } from '../../contracts/model-report.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { fitMember, presetOf } from '../../forecasting/index.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import { canonicalJson } from '../../registry/canonical-json.ts';
import type { JobContext } from '../job-context.ts';
import { layOutSegment } from '../lay-out-segments.ts';
import { fitGround } from './fit-ground.ts';
import { readMemberFiles } from './stored-fit.ts';

/** The parameters a model was trained with, as the validation recorded them. */
type TrainingParameters = Pick<ResolvedProject, 'members' | 'horizonWeeks'> & {
  /** Models of earlier code have none: they were calibrated for the default. */
  readonly aim?: ResolvedProject['aim'];
  /** Models of earlier code have none: they were trained on the default features. */
  readonly features?: FeatureSettings;
};

/**
 * Fits a member of a registered model once more, from its dataset version, parameters and seed, and compares the bytes. Fits
 * kept by earlier runs are not looked at, and nothing is stored.
 */
export async function reproduceMemberJob(
  { model, member, manifest: manifestRef }: JobInput<'reproduce-member'>,
  context: JobContext,
): Promise<ReproducedMember> {
  const started = performance.now();
  const manifest = await readManifest(context.store, manifestRef);
  const { panel, data } = await layOutSegment(manifest, model.segment, context);
  const trained = model.parameters as TrainingParameters;
  const { members: parameters, horizonWeeks } = trainedWith(trained, context);
  const features = trained.features && featuresFor(trained.features, panel.cutoffIndex + 1);
  const registered = model.members[member] ?? {};
  // Chosen on the weeks up to the oldest window, which is not done again.
  const preset = presetOf(await readMemberFiles(context.store, registered));
  const step = `${member} final fit`;
  context.progress({ step });
  const fitted = await fitMember(
    member,
    {
      ...fitGround(panel, data?.items ?? [], panel.cutoffIndex),
      horizonWeeks,
      parameters,
      ...(features ? { features } : {}),
      ...(trained.aim ? { aim: trained.aim } : {}),
      seed: model.seed,
      ...(preset === undefined ? {} : { preset }),
    },
    {
      trainer: context.trainer,
      gram: context.gram,
      progress: ({ epoch, epochs }) => context.progress({ step, epoch, epochs }),
    },
  );
  const files = compare(registered, fitted.toFiles());
  return { member, files, seconds: (performance.now() - started) / 1000 };
}

/** The registered parameters; in the project's own order of keys where they say the same, since files may hold them as text. */
function trainedWith(registered: TrainingParameters, { project }: JobContext): TrainingParameters {
  const { members, horizonWeeks } = project.resolved;
  return canonicalJson(registered.members) === canonicalJson(members) && registered.horizonWeeks === horizonWeeks
    ? { members, horizonWeeks }
    : registered;
}

function compare(
  registered: Readonly<Record<string, { readonly hash: string }>>,
  fitted: ReadonlyMap<string, Uint8Array>,
): ReproducedFile[] {
  const names = [...new Set([...Object.keys(registered), ...fitted.keys()])].sort();
  return names.map((file) => {
    const bytes = fitted.get(file);
    const before = registered[file]?.hash ?? null;
    const reproduced = bytes ? createHash('sha256').update(bytes).digest('hex') : null;
    return { file, registered: before, reproduced, same: before === reproduced };
  });
}
