import { Command, InvalidArgumentError } from 'commander';
import { addAuditCommands } from './audit/add-audit-commands.ts';
import { addConditionersCommands } from './conditioners/add-conditioners-commands.ts';
import { addBacktestCommand } from './backtest/add-backtest-command.ts';
import { addDatasetsCommands } from './datasets/add-datasets-commands.ts';
import { defaultProject } from './default-project.ts';
import type { setCurrentCommand, showDeploymentCommand } from './deployment/deployment-command.ts';
import type { devCommand } from './dev/dev-command.ts';
import type { explainCommand } from './explain/explain-command.ts';
import { addGenerateCommand } from './generate/add-generate-command.ts';
import { addGcCommand } from './gc/add-gc-command.ts';
import { addLineageCommands } from './lineage/add-lineage-commands.ts';
import { addModelActs } from './models/add-model-acts.ts';
import type { exportModelCommand, reproduceModelsCommand, showModelCommand } from './models/models-commands.ts';
import { addMlflowCommands } from './mlflow/mlflow-command.ts';
import type {
  cancelCommand,
  ledgerCommand,
  pauseCommand,
  resumeCommand,
  statusCommand,
} from './operate/operate-commands.ts';
import type { decideCommand, listPromotionsCommand, rollbackCommand } from './promotions/promotion-commands.ts';
import { addQuarantineCommands } from './quarantine/add-quarantine-commands.ts';
import type { requestCommand } from './request-command.ts';
import { addRunCommand } from './run/add-run-command.ts';
import type { listSchedulesCommand, syncSchedulesCommand } from './schedules/schedules-commands.ts';
import type { dataChangedCommand } from './signal/data-changed-command.ts';
import { addValidateCommand } from './validate/add-validate-command.ts';

/** Every command with its options. `main.ts` runs it; tests compare the documentation with it. */
export const program = new Command('shelfcast')
  .description('Keeps weekly demand forecasts fresh.')
  .showHelpAfterError()
  // A command with commands of its own may have an option that they have too.
  .enablePositionalOptions()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('dev')
  .description('start the embedded stack, run a cycle of every region and show the progress')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('-e, --env <name>', 'environment whose cycles are requested; the stack serves all environments', 'dev')
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('--region <name...>', 'only these regions (default: all)')
  .option('--once', 'stop when the cycles have ended; exit code 1 if one failed')
  .option('--json', 'print one JSON object last, on standard output; everything else goes to standard error')
  .option('--temporal-port <n>', "port of Temporal's server (default: 7233 or the next free one)", port)
  .option('--ui-port <n>', "port of Temporal's UI (default: 8233 or the next free one)", port)
  .option('--database-port <n>', 'port of the registry (default: 54320 or the next free one)', port)
  .action(async (options: Parameters<typeof devCommand>[0]) => {
    process.exitCode = await (await import('./dev/dev-command.ts')).devCommand(options);
  });

program
  .command('request')
  .description('request a cycle from the running stack')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('-e, --env <name>', 'environment', 'dev')
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('--region <name...>', 'only these regions (default: all)')
  .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
  .option(
    '--retrain <segment...>',
    'retrain these segments, format/velocity, or "all", without any other cause; or "none", whatever the causes',
  )
  .option('--only-failed', 'redo only what failed in the last cycle')
  .option('--reason <text>', 'why, for the ledger')
  .option('--wait', 'show the progress of the cycles and exit when they end; exit code 1 if one failed')
  .option('--json', 'with --wait: print one JSON object last, on standard output')
  .action(async (options: Parameters<typeof requestCommand>[0]) => {
    process.exitCode = await (await import('./request-command.ts')).requestCommand(options);
  });

addBacktestCommand(program);

const decisionCommand = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nReaches the running stack, or the server that TEMPORAL_ADDRESS names.');

decisionCommand(
  program.command('promotions').description('challengers that wait for approval'),
  'list',
  'list what waits for approval: figures, since when, until when',
)
  .option('-e, --env <name>', 'only this environment (default: all)')
  .action(async (options: Parameters<typeof listPromotionsCommand>[0]) => {
    process.exitCode = await (await import('./promotions/promotion-commands.ts')).listPromotionsCommand(options);
  });
for (const [word, description] of [
  ['approve', 'make a waiting challenger the champion'],
  ['reject', 'keep the current champion'],
] as const) {
  decisionCommand(program, word, description)
    .argument('<challenger>', 'the beginning of its version, or its segment, region/format/velocity')
    .option('-e, --env <name>', 'environment', 'prod')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (wanted: string, options: Parameters<typeof decideCommand>[2]) => {
      process.exitCode = await (
        await import('./promotions/promotion-commands.ts')
      ).decideCommand(word, wanted, options);
    });
}
decisionCommand(
  program,
  'rollback',
  'make an earlier champion of a segment the champion again, and score again with it',
)
  .argument('<segment>', 'region/format/velocity')
  .option('-e, --env <name>', 'environment', 'prod')
  .option('--to <version>', 'an earlier champion (default: the one before)')
  .requiredOption('--reason <text>', 'why, for the audit trail')
  .action(async (segment: string, options: Parameters<typeof rollbackCommand>[1]) => {
    process.exitCode = await (await import('./promotions/promotion-commands.ts')).rollbackCommand(segment, options);
  });

const models = program
  .command('models')
  .description('registered models: find, tag, promote to another environment, retire, reproduce');
const modelsCommand = (name: string, description: string): Command =>
  models
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--json', 'print JSON');

modelsCommand('show', 'where a model came from, its errors and its contents')
  .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
  .option('-e, --env <name>', 'environment', 'dev')
  .action(async (model: string, options: Parameters<typeof showModelCommand>[1]) => {
    process.exitCode = await (await import('./models/models-commands.ts')).showModelCommand(model, options);
  });
modelsCommand('reproduce', 'fit models again from their registered inputs and compare every byte')
  .argument('<model...>', "beginnings of versions, or region/format/velocity for that segment's champion")
  .option('-e, --env <name>', 'environment', 'dev')
  .addHelpText('after', '\nExits with 0 if every file has the same bytes, 1 if one does not.')
  .action(async (wanted: readonly string[], options: Parameters<typeof reproduceModelsCommand>[1]) => {
    process.exitCode = await (await import('./models/models-commands.ts')).reproduceModelsCommand(wanted, options);
  });
modelsCommand('export', "write a model's files to a folder, and its networks also as tfjs layers models")
  .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
  .option('-e, --env <name>', 'environment', 'dev')
  .requiredOption('-o, --output <folder>', 'a folder that does not exist yet, or is empty')
  .action(async (model: string, options: Parameters<typeof exportModelCommand>[1]) => {
    process.exitCode = await (await import('./models/models-commands.ts')).exportModelCommand(model, options);
  });

addModelActs(models);
addAuditCommands(program);
addGcCommand(program);
addConditionersCommands(program);
addDatasetsCommands(program);
addQuarantineCommands(program);
addLineageCommands(program);

const deployment = program
  .command('deployment')
  .description(
    'which build of the workflows runs what, on the server that TEMPORAL_ADDRESS names or on the running stack',
  );
const deploymentCommand = (name: string, description: string): Command =>
  deployment
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'environment', 'dev');

deploymentCommand('show', 'list the builds of an environment, and how many running workflows are pinned to each')
  .option('--json', 'print JSON')
  .action(async (options: Parameters<typeof showDeploymentCommand>[0]) => {
    process.exitCode = await (await import('./deployment/deployment-command.ts')).showDeploymentCommand(options);
  });
deploymentCommand('set-current', 'start new workflows on a build; its worker must be running')
  .argument(
    '[build]',
    'a build id, or "unversioned" (default: the build of this checkout or of SHELFCAST_WORKFLOW_BUNDLE)',
  )
  .action(async (build: string | undefined, options: Parameters<typeof setCurrentCommand>[1]) => {
    process.exitCode = await (await import('./deployment/deployment-command.ts')).setCurrentCommand(build, options);
  });

program
  .command('explain')
  .description('show what a model uses, and how one of its forecasts was made')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('-e, --env <name>', 'environment', 'dev')
  .option('--region <name>', "region, for its segment's champion")
  .option('--segment <format/velocity>', 'segment of the region')
  .option('--model <version>', 'the beginning of a model version, instead of region and segment')
  .option('--store <name>', "store of one forecast, with --item: each step's factor, down to the ensemble")
  .option('--item <name>', 'item of one forecast')
  .option('--week <week>', 'target week of one forecast, YYYY-MM-DD (default: every step)')
  .option('--importance', 'measure how much every group of features contributes, by shuffling it')
  .option('--json', 'print JSON')
  .action(async (options: Parameters<typeof explainCommand>[0]) => {
    process.exitCode = await (await import('./explain/explain-command.ts')).explainCommand(options);
  });

const schedules = program
  .command('schedules')
  .description('schedules: which cycles start automatically, and when')
  .addHelpText(
    'after',
    '\nUses the stack that runs on the state folder, or the server that TEMPORAL_ADDRESS, TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE names.',
  );
const schedulesCommand = (name: string, description: string): Command =>
  schedules
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'only this environment (default: all)')
    .option('--json', 'print JSON');

schedulesCommand('sync', 'make the Schedules on the server match the project; a pause is kept')
  .option('--dry-run', 'only print what would be done')
  .action(async (options: Parameters<typeof syncSchedulesCommand>[0]) => {
    process.exitCode = await (await import('./schedules/schedules-commands.ts')).syncSchedulesCommand(options);
  });
schedulesCommand('list', 'list the Schedules and their next runs').action(
  async (options: Parameters<typeof listSchedulesCommand>[0]) => {
    process.exitCode = await (await import('./schedules/schedules-commands.ts')).listSchedulesCommand(options);
  },
);

program
  .command('signal')
  .description('notify the controllers of regions')
  .command('data-changed')
  .description('files have arrived or changed: a cycle starts after a while without more changes')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('-e, --env <name>', 'environment', 'dev')
  .option('--region <name...>', 'only these regions (default: all)')
  .option('--id <text>', 'a name for the change; sent twice, it counts once (default: a new one)')
  .option('--reason <text>', 'why, for the ledger')
  .option('--json', 'print JSON')
  .action(async (options: Parameters<typeof dataChangedCommand>[0]) => {
    process.exitCode = await (await import('./signal/data-changed-command.ts')).dataChangedCommand(options);
  });

/** A command that looks at or steers the controllers of regions. */
const operateCommand = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--json', 'print JSON');
const regionOption = ['--region <name...>', 'only these regions (default: all)'] as const;
const reasonOption = ['--reason <text>', 'why; kept in the ledger and shown to others'] as const;

operateCommand('status', 'show what every region is doing, what it waits for, and how its last cycle ended')
  .option(...regionOption)
  .action(async (options: Parameters<typeof statusCommand>[0]) => {
    process.exitCode = await (await import('./operate/operate-commands.ts')).statusCommand(options);
  });
operateCommand('ledger', 'the triggers of a region: waiting, running, and how the latest ones ended')
  .argument('<region>')
  .action(async (region: string, options: Parameters<typeof ledgerCommand>[1]) => {
    process.exitCode = await (await import('./operate/operate-commands.ts')).ledgerCommand(region, options);
  });
operateCommand('pause', 'hold back new cycles; a running cycle continues, triggers are kept')
  .option(...regionOption)
  .requiredOption(...reasonOption)
  .action(async (options: Parameters<typeof pauseCommand>[0]) => {
    process.exitCode = await (await import('./operate/operate-commands.ts')).pauseCommand(options);
  });
operateCommand('resume', 'run what has been waiting since the pause')
  .option(...regionOption)
  .action(async (options: Parameters<typeof resumeCommand>[0]) => {
    process.exitCode = await (await import('./operate/operate-commands.ts')).resumeCommand(options);
  });
operateCommand('cancel', 'cancel the running cycle of a region; its triggers end with it')
  .argument('<region>')
  .requiredOption(...reasonOption)
  .action(async (region: string, options: Parameters<typeof cancelCommand>[1]) => {
    process.exitCode = await (await import('./operate/operate-commands.ts')).cancelCommand(region, options);
  });

addGenerateCommand(program);
addRunCommand(program);
addMlflowCommands(program);
addValidateCommand(program);

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('a port is 1 to 65535');
  return number;
}
// x
