import { Command } from 'commander';
import { productVersion } from '../composition/product-version.ts';
import { addApiCommand } from './api/add-api-command.ts';
import { addArtifactsCommands } from './artifacts/add-artifacts-commands.ts';
import { addAuditCommands } from './audit/add-audit-commands.ts';
import { addBacktestCommand } from './backtest/add-backtest-command.ts';
import { addCodecCommand } from './codec/add-codec-command.ts';
import { addConditionersCommands } from './conditioners/add-conditioners-commands.ts';
import { addCyclesCommand } from './cycles/add-cycles-command.ts';
import { addDatasetsCommands } from './datasets/add-datasets-commands.ts';
import { addBootstrapCommand } from './deployment/add-bootstrap-command.ts';
import { addDeploymentCommands } from './deployment/add-deployment-commands.ts';
import { addReplayCommand } from './deployment/add-replay-command.ts';
import { addDevCommand } from './dev/add-dev-command.ts';
import { addExplainCommand } from './explain/add-explain-command.ts';
import { addForecastsCommands } from './forecasts/add-forecasts-commands.ts';
import { addGcCommand } from './gc/add-gc-command.ts';
import { addGenerateCommand } from './generate/add-generate-command.ts';
import { addInitCommand } from './init/add-init-command.ts';
import { addKeysCommands } from './keys/add-keys-commands.ts';
import { addSessionsCommands } from './sessions/add-sessions-commands.ts';
import { addWebhooksCommands } from './webhooks/add-webhooks-commands.ts';
import { addLineageCommands } from './lineage/add-lineage-commands.ts';
import { addMlflowCommands } from './mlflow/add-mlflow-commands.ts';
import { addModelsCommands } from './models/add-models-commands.ts';
import { addOperateCommands } from './operate/add-operate-commands.ts';
import { addPolicyCommands } from './policy/add-policy-commands.ts';
import { addProbeCommand } from './probe/add-probe-command.ts';
import { addPromotionCommands } from './promotions/add-promotion-commands.ts';
import { addQuarantineCommands } from './quarantine/add-quarantine-commands.ts';
import { addRequestCommand } from './request/add-request-command.ts';
import { addRunCommand } from './run/add-run-command.ts';
import { addSchedulesCommands } from './schedules/add-schedules-commands.ts';
import { addSetupCommands } from './setup/add-setup-commands.ts';
import { addSignalCommands } from './signal/add-signal-commands.ts';
import { addValidateCommand } from './validate/add-validate-command.ts';
import { addWorkerCommand } from './worker/add-worker-command.ts';

/** Every command with its options. `main.ts` runs it; tests compare the documentation with it. */
export const program = new Command('shelfcast')
  .description('Keeps weekly demand forecasts fresh.')
  .version(productVersion(), '--version')
  .showHelpAfterError()
  // A command with commands of its own may have an option that they have too.
  .enablePositionalOptions()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

// In this order they are in the help.
const areas = [
  ...[addInitCommand, addDevCommand, addRequestCommand, addBacktestCommand, addPromotionCommands, addModelsCommands],
  ...[
    addAuditCommands,
    addArtifactsCommands,
    addGcCommand,
    addConditionersCommands,
    addDatasetsCommands,
    addQuarantineCommands,
  ],
  ...[
    addLineageCommands,
    addBootstrapCommand,
    addDeploymentCommands,
    addReplayCommand,
    addPolicyCommands,
    addExplainCommand,
    addForecastsCommands,
    addSchedulesCommands,
    addSignalCommands,
  ],
  ...[
    addApiCommand,
    addCodecCommand,
    addWorkerCommand,
    addProbeCommand,
    addKeysCommands,
    addWebhooksCommands,
    addSessionsCommands,
  ],
  ...[
    addOperateCommands,
    addCyclesCommand,
    addGenerateCommand,
    addRunCommand,
    addMlflowCommands,
    addValidateCommand,
    addSetupCommands,
  ],
];
for (const add of areas) add(program);
