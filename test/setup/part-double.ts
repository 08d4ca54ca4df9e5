import { ClosedHosts } from '../../scripts/setup/closed-hosts.mjs';
import type { Part, SetupContext } from '../../scripts/setup/part.mjs';

export const CONTEXT: SetupContext = {
  checkout: '/checkout',
  cache: '/cache',
  platform: 'linux-x64',
  closedHosts: new ClosedHosts(),
  firstSetUp: false,
};

/** A part that notes what happened to it. */
export function partDouble(
  id: string,
  options: Partial<Part> & { ready?: boolean; fault?: Error; broken?: Error } = {},
): Part & { readonly events: string[] } {
  const { ready = false, fault, broken, ...fields } = options;
  let there = ready;
  const events: string[] = [];
  return {
    id,
    title: id,
    neededFor: ['start', 'test', 'stack'],
    after: [],
    events,
    inspect: () =>
      Promise.resolve(
        there ? { ready: true, where: `/cache/${id}`, version: '1.0' } : { ready: false, problem: 'absent' },
      ),
    install: () => {
      events.push('install');
      if (fault !== undefined) return Promise.reject(fault);
      there = true;
      return Promise.resolve();
    },
    prove: () => {
      events.push('prove');
      return broken === undefined ? Promise.resolve() : Promise.reject(broken);
    },
    ...fields,
  };
}
