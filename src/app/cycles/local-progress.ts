import type { CycleStage } from '../../contracts/cycle.ts';
import { segmentName, type MemberName, type Segment } from '../../contracts/segment.ts';
import type { JobInput, JobName, JobProgress } from '../../ports/job-runner.ts';
import type { CycleView, SegmentView } from '../../ports/cycle-progress.ts';

/** A local cycle as a person watches it, built from what its steps and jobs report. */
export class LocalProgress {
  readonly #changed: () => void;
  readonly #segments = new Map<string, Omit<SegmentView, 'name' | 'activities'>>();
  /** What the jobs that run now are doing: whose they are, and what. */
  readonly #jobs = new Map<symbol, { readonly segment?: string; readonly doing: string }>();
  #view: CycleView;

  constructor(region: string, changed: () => void) {
    this.#changed = changed;
    this.#view = { region, stage: 'waiting', startedAt: new Date(), activities: [], segments: [] };
  }

  get view(): CycleView {
    const doing = (of?: string): string[] =>
      [...this.#jobs.values()].flatMap((job) => (job.segment === of ? [job.doing] : []));
    const segments = [...this.#segments].map(([name, one]) => ({ ...one, name, activities: doing(name) }));
    return { ...this.#view, activities: doing(), segments };
  }

  update(part: Partial<CycleView>): void {
    this.#view = { ...this.#view, ...part };
    this.#changed();
  }

  enter(stage: CycleStage): void {
    this.update({ stage });
  }

  segment(name: string, stage: string, detail = ''): void {
    this.#segments.set(name, { stage, detail });
    this.#changed();
  }

  member(segment: Segment, member: MemberName, state: string): void {
    const name = segmentName(segment);
    const { stage = 'training', detail = '' } = this.#segments.get(name) ?? {};
    this.segment(name, stage, [detail, `${member} ${state}`].filter((text) => text !== '').join(', '));
  }

  /** Shows a job until it has ended; returns what takes its progress. */
  async job<Result, Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    run: (onProgress: (progress: JobProgress) => void) => Promise<Result>,
  ): Promise<Result> {
    const key = Symbol(name);
    const segment = segmentOf(input);
    const show = ({ step, epoch, epochs }: JobProgress): void => {
      const doing =
        epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
      this.#jobs.set(key, { doing, ...(segment === undefined ? {} : { segment }) });
      this.#changed();
    };
    try {
      return await run(show);
    } finally {
      this.#jobs.delete(key);
      this.#changed();
    }
  }
}

/** The segment a job is about, where it is about one. */
function segmentOf(input: JobInput<JobName>): string | undefined {
  return 'assessment' in input ? segmentName(input.assessment.data.segment) : undefined;
}
