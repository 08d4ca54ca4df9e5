import type { TrackedMetric } from '../ports/model-tracking.ts';

/** What a network's file says of its training, as far as it is read here. */
interface NetworkFile {
  readonly content?: {
    readonly diagnostics?: {
      readonly networks?: readonly {
        readonly losses?: readonly number[];
        readonly validationLosses?: readonly number[];
      }[];
    };
  };
}

/** Losses per epoch, of every network of the member; none where the model's files hold none. */
export function trainingLosses(files: Readonly<Record<string, Uint8Array>>, timestamp: number): TrackedMetric[] {
  const file = files['network/member.json'];
  if (!file) return [];
  const { content } = JSON.parse(new TextDecoder().decode(file)) as NetworkFile;
  return (content?.diagnostics?.networks ?? []).flatMap(({ losses = [], validationLosses = [] }, network) => [
    ...curve(`training/network-${network}/loss`, losses, timestamp),
    ...curve(`training/network-${network}/validation-loss`, validationLosses, timestamp),
  ]);
}

function curve(key: string, values: readonly unknown[], timestamp: number): TrackedMetric[] {
  return values.flatMap((value, epoch) =>
    typeof value === 'number' && Number.isFinite(value) ? [{ key, value, step: epoch + 1, timestamp }] : [],
  );
}
