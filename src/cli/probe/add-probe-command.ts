import { Option, type Command } from 'commander';
import { port } from '../port.ts';
import type { probeCommand } from './probe-command.ts';

/** `shelfcast probe`. */
export function addProbeCommand(program: Command): void {
  program
    .command('probe')
    .description(
      'ask the status server of a worker or API on this machine; for health checks where nothing else speaks HTTP',
    )
    .addOption(
      new Option('--path <what>', 'whether it lives, or takes work').choices(['livez', 'readyz']).default('readyz'),
    )
    .addOption(
      new Option('--port <n>', 'port of the status server')
        .argParser(port)
        .env('SHELFCAST_STATUS_PORT')
        .makeOptionMandatory(),
    )
    .option('--timeout <ms>', 'milliseconds to wait for an answer', Number, 3000)
    .action(async (options: Parameters<typeof probeCommand>[0]) => {
      process.exitCode = await (await import('./probe-command.ts')).probeCommand(options);
    });
}
