import { cancelCycle } from '../../app/controllers/cancel-cycle.ts';
import { controllerLedger } from '../../app/controllers/controller-ledger.ts';
import { controllersStatus } from '../../app/controllers/controllers-status.ts';
import { pauseRegions } from '../../app/controllers/pause-regions.ts';
import { resumeRegions } from '../../app/controllers/resume-regions.ts';
import { ledgerText, statusText } from '../../reports/operate/controllers-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

interface EnvironmentOptions extends AppOptions {
  readonly env: string;
}

interface RegionsOptions extends EnvironmentOptions {
  /** Default: all of the project's. */
  readonly region?: readonly string[];
}

const statusShown = { text: statusText, onOneLine: true };

/** `shelfcast status`: what each region's controller does, what it waits for, and how its last cycle ended. */
export function statusCommand(options: RegionsOptions): Promise<number> {
  return runOperation(controllersStatus, options, regionsOf(options), statusShown);
}

/** `shelfcast ledger`: the triggers of a region that wait or run, and the latest ended ones. */
export function ledgerCommand(region: string, options: EnvironmentOptions): Promise<number> {
  const input = { environment: options.env, region };
  return runOperation(controllerLedger, options, input, { text: ledgerText, onOneLine: true });
}

/** `shelfcast pause`: holds back new cycles of regions; a running cycle continues. */
export function pauseCommand(options: RegionsOptions & { readonly reason: string }): Promise<number> {
  const { reason } = options;
  return runOperation(pauseRegions, options, { ...regionsOf(options), reason }, statusShown);
}

/** `shelfcast resume`: lets regions run what has been waiting. */
export function resumeCommand(options: RegionsOptions): Promise<number> {
  return runOperation(resumeRegions, options, regionsOf(options), statusShown);
}

/** `shelfcast cancel`: ends the cycle that runs in a region. */
export function cancelCommand(
  region: string,
  options: EnvironmentOptions & { readonly reason: string },
): Promise<number> {
  const { env: environment, reason } = options;
  return runOperation(
    cancelCycle,
    options,
    { environment, region, reason },
    {
      text: ({ cycleId }) => `${region}: ${cycleId} is asked to end`,
      onOneLine: true,
    },
  );
}

function regionsOf({ env: environment, region: regions }: RegionsOptions) {
  return { environment, ...(regions === undefined ? {} : { regions }) };
}
