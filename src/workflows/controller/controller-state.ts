import { upsertSearchAttributes } from '@temporalio/workflow';
import type { RunningCycle } from '../../contracts/controller.ts';
import type { LastCycle } from '../../contracts/cycle-end.ts';
import type { ControllerStatus, PauseRequest } from '../../contracts/messages.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { carriedVersion, type CarriedState } from './carried-state.ts';
import { TriggerLedger } from './ledger.ts';
import { showController } from './show-controller.ts';

/** Everything a region's controller knows. Its parts act on this state; queries and Temporal's UI show it. */
export class ControllerState {
  readonly address: RegionAddress;
  readonly ledger: TriggerLedger;
  /** Cycles started since the region's first one. */
  cycles: number;
  paused: PauseRequest | undefined;
  running: RunningCycle | undefined;
  lastCycle: LastCycle | undefined;
  /** When the champions are stale unless they are trained before, ISO 8601. */
  staleAt: string | undefined;
  /** Address of the web application, as the last cycle or who started the controller knew it. */
  pages: string | undefined;
  /** The project's limit, once this run has looked it up. */
  staleAfterDays: number | undefined;
  #doing = 'takes up its work';
  #isIdle = false;

  constructor({ environment, region }: RegionAddress, carried?: CarriedState, pages?: string) {
    this.address = { environment, region };
    this.ledger = new TriggerLedger(carried?.ledger);
    this.cycles = carried?.cycles ?? 0;
    this.paused = carried?.paused;
    this.running = carried?.running;
    this.lastCycle = carried?.lastCycle;
    this.staleAt = carried?.staleAt;
    this.pages = carried?.pages ?? pages;
    upsertSearchAttributes([
      { key: searchAttributes.region, value: region },
      { key: searchAttributes.environment, value: environment },
    ]);
    this.show();
  }

  /** What the next run of the controller continues with. */
  carried(): CarriedState {
    return {
      version: carriedVersion,
      ledger: this.ledger.state(),
      cycles: this.cycles,
      ...(this.paused ? { paused: this.paused } : {}),
      ...(this.running ? { running: this.running } : {}),
      ...(this.lastCycle ? { lastCycle: this.lastCycle } : {}),
      ...(this.staleAt === undefined ? {} : { staleAt: this.staleAt }),
      ...(this.pages === undefined ? {} : { pages: this.pages }),
    };
  }

  /** Whether a cycle may start: a trigger waits, no cycle runs, and nobody holds the region back. */
  get mayStart(): boolean {
    return this.paused === undefined && this.running === undefined && this.ledger.pending().length > 0;
  }

  status(): ControllerStatus {
    return {
      ...this.address,
      pending: this.ledger.pending().length,
      paused: this.paused !== undefined,
      ...(this.paused ? { pausedBy: `${this.paused.by}: ${this.paused.reason}` } : {}),
      doing: this.#isIdle ? this.#idleness() : this.#doing,
      cycles: this.cycles,
      ...(this.running ? { running: this.running.cycleId } : {}),
      ...(this.staleAt === undefined ? {} : { staleAt: this.staleAt }),
      ...(this.lastCycle ? { lastCycle: this.lastCycle } : {}),
    };
  }

  /** Shows what the controller does now. */
  say(doing: string): void {
    this.#doing = doing;
    this.#isIdle = false;
    this.show();
  }

  /** Shows what the controller waits for from now on; a pause and a resume change that. */
  idle(): void {
    this.#isIdle = true;
    this.show();
  }

  show(): void {
    showController(this.status(), this.ledger.entries(), this.pages);
  }

  #idleness(): string {
    if (this.running) return `runs ${this.running.cycleId}`;
    return this.paused ? `held back by ${this.paused.by}: ${this.paused.reason}` : 'waits for a trigger';
  }
}
