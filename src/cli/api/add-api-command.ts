import { Option, type Command } from 'commander';
import { accessModes } from '../../contracts/access-modes.ts';
import { port } from '../port.ts';
import { stateCommand } from '../state-command.ts';
import type { apiCommand } from './api-command.ts';

/** `shelfcast api`. */
export function addApiCommand(program: Command): void {
  stateCommand(program, 'api', 'serve the HTTP API and its pages until Ctrl-C; "shelfcast dev" does so too')
    .option(
      '--host <address>',
      'address to listen on; another than this machine needs --access keys or oidc',
      '127.0.0.1',
    )
    .option('--port <n>', 'port to listen on', port, 8080)
    .option('--name <host...>', 'names by which others reach it, e.g. forecasts.example.com')
    .addOption(new Option('--access <mode>', 'who may ask').choices(accessModes).default('this-machine'))
    .addOption(
      new Option('--oidc <file>', 'OpenID provider of --access oidc, and what its groups may do, JSON').env(
        'SHELFCAST_OIDC_FILE',
      ),
    )
    .option('--tls-cert <file>', 'certificate, PEM; with it the API speaks HTTPS')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--behind-tls', 'a proxy in front of it speaks HTTPS')
    .action(async (options: Parameters<typeof apiCommand>[0]) => {
      process.exitCode = await (await import('./api-command.ts')).apiCommand(options);
    });
}
