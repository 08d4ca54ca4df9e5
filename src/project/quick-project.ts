import type { ResolvedProject } from '../contracts/project.ts';
import type { LoadedProject } from './loaded-project.ts';

/** Weeks of history a quick run looks at: two years, so that a season is there twice. */
export const quickHistoryWeeks = 104;

/**
 * A project with what takes time cut down: epochs, networks, the choice of a preset, trees, windows of the backtest. Its models are other
 * models than the project's, and say less.
 */
export function quickProject(project: LoadedProject): LoadedProject {
  return {
    ...project,
    resolved: quick(project.resolved),
    withOptions: (settings) => quickProject(project.withOptions(settings)),
  };
}

function quick(resolved: ResolvedProject): ResolvedProject {
  const { members, backtest } = resolved;
  const { network, trees } = members;
  return {
    ...resolved,
    members: {
      ...members,
      network: {
        ...network,
        epochs: Math.min(network.epochs, 4),
        seedsPerView: 1,
        preset: network.preset === 'auto' ? 'mixed' : network.preset,
      },
      trees: { ...trees, trees: Math.min(trees.trees, 30) },
    },
    backtest: { ...backtest, nWindows: Math.min(backtest.nWindows, 2) },
  };
}
