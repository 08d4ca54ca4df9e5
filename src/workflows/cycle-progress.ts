import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CycleStage, CycleStatus, RegionCycleInput } from '../contracts/cycle.ts';
import { pageLink, pagePaths } from '../contracts/page-addresses.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { cell } from './markdown.ts';
import { showDetails } from './show-details.ts';

interface SegmentProgress {
  stage: string;
  detail: string;
}

/** Where a cycle stands: what its `status` query answers and what Temporal's UI shows as its current details. */
export class CycleProgress {
  readonly #input: RegionCycleInput;
  #stage: CycleStage = 'ingest';
  #pages: string | undefined;
  readonly #sources = new Map<string, string>();
  #warnings: readonly string[] = [];
  readonly #segments = new Map<string, SegmentProgress>();

  constructor(input: RegionCycleInput) {
    this.#input = input;
  }

  /** Address of the web application, once it is known. */
  get pages(): string | undefined {
    return this.#pages;
  }

  get stage(): CycleStage {
    return this.#stage;
  }

  enter(stage: CycleStage): void {
    this.#stage = stage;
    upsertSearchAttributes([{ key: searchAttributes.stage, value: stage }]);
    this.#show();
  }

  /** Links to the web application at an address. */
  leadTo(pages: string | undefined): void {
    this.#pages = pages;
    this.#show();
  }

  source(name: string, state: string): void {
    this.#sources.set(name, state);
    this.#show();
  }

  segment(name: string, stage: string, detail = ''): void {
    this.#segments.set(name, { stage, detail });
    this.#show();
  }

  data(warnings: readonly string[]): void {
    this.#warnings = warnings;
    if (warnings.length > 0) this.#show();
  }

  status(): CycleStatus {
    return {
      stage: this.#stage,
      sources: Object.fromEntries(this.#sources),
      segments: [...this.#segments].map(([segment, progress]) => ({ segment, ...progress })),
      ...(this.#warnings.length > 0 ? { warnings: this.#warnings } : {}),
    };
  }

  #show(): void {
    const { region, cutoff, environment } = this.#input;
    const lines = [`### ${region} · cutoff ${cutoff} · ${environment}`, '', `Stage: **${this.#stage}**`, ''];
    if (this.#segments.size > 0) {
      lines.push('| segment | stage | detail |', '| --- | --- | --- |');
      for (const [name, { stage, detail }] of this.#segments) lines.push(`| ${name} | ${stage} | ${cell(detail)} |`);
      lines.push('');
    }
    if (this.#sources.size > 0) {
      lines.push('| source | state |', '| --- | --- |');
      for (const [name, state] of this.#sources) lines.push(`| ${name} | ${cell(state)} |`);
    }
    for (const warning of this.#warnings) lines.push('', `⚠ ${warning}`);
    const { workflowId } = workflowInfo();
    lines.push('', `Workflow \`${workflowId}\``);
    lines.push(...pageLink(this.#pages, 'This cycle in Shelfcast', pagePaths.cycle(environment, workflowId)));
    showDetails(lines);
  }
}
