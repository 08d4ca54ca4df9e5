import { Option, type Command } from 'commander';
import { codecAccessModes } from '../../contracts/access-modes.ts';
import { port } from '../port.ts';
import { stateCommand } from '../state-command.ts';
import type { codecCommand } from './codec-command.ts';

/** `shelfcast codec`. */
export function addCodecCommand(program: Command): void {
  stateCommand(program, 'codec', "decrypt payloads for Temporal's UI and command line until Ctrl-C")
    .option('--host <address>', 'address to listen on; another than this machine needs keys and TLS', '127.0.0.1')
    .option('--port <n>', 'port to listen on', port, 8081)
    .option('--name <host...>', 'names by which others reach it, e.g. codec.example.com')
    .option(
      '--cors-origin <origin...>',
      "addresses of Temporal's UI whose pages may ask, e.g. https://temporal.example.com",
    )
    .addOption(new Option('--access <mode>', 'who may ask').choices(codecAccessModes).default('this-machine'))
    .option('--tls-cert <file>', 'certificate, PEM; with it the server speaks HTTPS')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--behind-tls', 'a proxy in front of it speaks HTTPS')
    .action(async (options: Parameters<typeof codecCommand>[0]) => {
      process.exitCode = await (await import('./codec-command.ts')).codecCommand(options);
    });
}
