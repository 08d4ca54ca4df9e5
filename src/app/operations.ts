import type { z } from 'zod';
import { collectGarbage } from './artifacts/collect-garbage.ts';
import { copyArtifacts } from './artifacts/copy-artifacts.ts';
import { verifyArtifacts } from './artifacts/verify-artifacts.ts';
import { auditHead } from './audit/audit-head.ts';
import { exportAudit } from './audit/export-audit.ts';
import { listAudit } from './audit/list-audit.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import { verifyExport } from './audit/verify-export.ts';
import { compareBacktests } from './backtests/compare-backtests.ts';
import { runBacktest } from './backtests/run-backtest.ts';
import { testConditioners } from './conditioners/test-conditioners.ts';
import { cancelCycle } from './controllers/cancel-cycle.ts';
import { controllerLedger } from './controllers/controller-ledger.ts';
import { showTrigger } from './controllers/show-trigger.ts';
import { controllersStatus } from './controllers/controllers-status.ts';
import { pauseRegions } from './controllers/pause-regions.ts';
import { reportDataChange } from './controllers/report-data-change.ts';
import { requestCycles } from './controllers/request-cycles.ts';
import { resumeRegions } from './controllers/resume-regions.ts';
import { listCycles } from './cycles/list-cycles.ts';
import { runLocalCycles } from './cycles/run-local-cycles.ts';
import { showCycle } from './cycles/show-cycle.ts';
import { watchCycle } from './cycles/watch-cycle.ts';
import { diffDatasets } from './datasets/diff-datasets.ts';
import { listDatasets } from './datasets/list-datasets.ts';
import { measureDrift } from './datasets/measure-drift.ts';
import { showDataset } from './datasets/show-dataset.ts';
import { showFreshness } from './datasets/show-freshness.ts';
import { showDatasetHistory } from './datasets/show-history.ts';
import { bootstrap } from './deployment/bootstrap.ts';
import { replayHistories } from './deployment/replay-histories.ts';
import { setCurrentBuild } from './deployment/set-current-build.ts';
import { showDeployment } from './deployment/show-deployment.ts';
import { findForecastRows } from './forecasts/find-rows.ts';
import { forecastTotals } from './forecasts/forecast-totals.ts';
import { listForecasts } from './forecasts/list-forecasts.ts';
import { forecastBlob } from './forecasts/open-blob.ts';
import { listLevers } from './forecasts/list-levers.ts';
import { forecastFile } from './forecasts/open-file.ts';
import { scoreRows } from './forecasts/score-rows.ts';
import { whatIf } from './forecasts/what-if.ts';
import { traceLineage } from './lineage/trace-lineage.ts';
import { generateGrocer } from './grocer/generate-grocer.ts';
import { createKey } from './keys/create-key.ts';
import { listKeys } from './keys/list-keys.ts';
import { revokeKey } from './keys/revoke-key.ts';
import { compareModels } from './models/compare-models.ts';
import { explainModel } from './models/explain-model.ts';
import { exportModel } from './models/export-model.ts';
import { listModels } from './models/list-models.ts';
import { promoteModel } from './models/promote-model.ts';
import { reproduceModels } from './models/reproduce-models.ts';
import { retireModel } from './models/retire-model.ts';
import { showModel } from './models/show-model.ts';
import { showTraining } from './models/show-training.ts';
import { tagModel } from './models/tag-model.ts';
import { unretireModel } from './models/unretire-model.ts';
import { compareRegions } from './monitoring/compare-regions.ts';
import { showMonitoring } from './monitoring/show-monitoring.ts';
import { showOverview } from './overview/show-overview.ts';
import { checkPolicy } from './policy/check-policy.ts';
import { showProject } from './project/show-project.ts';
import { approvePromotion } from './promotions/approve-promotion.ts';
import { listDecisions } from './promotions/list-decisions.ts';
import { listPromotions } from './promotions/list-promotions.ts';
import { rejectPromotion } from './promotions/reject-promotion.ts';
import { showPromotion } from './promotions/show-promotion.ts';
import { rollBack } from './promotions/roll-back.ts';
import { countQuarantined } from './quarantine/count-quarantined.ts';
import { exportQuarantined } from './quarantine/export-quarantined.ts';
import { reingest } from './quarantine/reingest.ts';
import { showQuarantined } from './quarantine/show-quarantined.ts';
import { listSchedules } from './schedules/list-schedules.ts';
import { syncSchedules } from './schedules/sync-schedules.ts';
import { endSessions } from './sessions/end-sessions.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { exportModels } from './tracking/export-models.ts';
import { exportStatus } from './tracking/export-status.ts';
import { createWebhookSecret } from './webhooks/create-webhook-secret.ts';
import { listWebhookSecrets } from './webhooks/list-webhook-secrets.ts';
import { revokeWebhookSecret } from './webhooks/revoke-webhook-secret.ts';
import { showValue } from './value/show-value.ts';
import { validateProject } from './validation/validate-project.ts';

/** Every operation there is: what an edge may offer. */
export const operations = [
  ...[listAudit, auditHead, verifyAudit, exportAudit, verifyExport],
  ...[
    listModels,
    showModel,
    showTraining,
    compareModels,
    explainModel,
    exportModel,
    reproduceModels,
    tagModel,
    retireModel,
    unretireModel,
  ],
  ...[runBacktest, compareBacktests],
  ...[testConditioners, listDatasets, showDataset, diffDatasets, measureDrift],
  ...[showFreshness, showDatasetHistory],
  ...[countQuarantined, showQuarantined, exportQuarantined, reingest],
  ...[traceLineage, collectGarbage, copyArtifacts, verifyArtifacts, checkPolicy],
  ...[listCycles, showCycle, watchCycle],
  ...[listForecasts, findForecastRows, forecastTotals, forecastFile, forecastBlob, listLevers, whatIf, scoreRows],
  ...[showProject, showOverview, showMonitoring, compareRegions, showValue],
  ...[createKey, listKeys, revokeKey],
  ...[listSessions, endSessions],
  ...[createWebhookSecret, listWebhookSecrets, revokeWebhookSecret],
  ...[
    controllersStatus,
    controllerLedger,
    showTrigger,
    pauseRegions,
    resumeRegions,
    cancelCycle,
    requestCycles,
    reportDataChange,
  ],
  ...[listPromotions, listDecisions, showPromotion, approvePromotion, rejectPromotion, rollBack, promoteModel],
  ...[exportModels, exportStatus],
  ...[validateProject, runLocalCycles, generateGrocer],
  ...[listSchedules, syncSchedules],
  ...[bootstrap, showDeployment, setCurrentBuild, replayHistories],
] as const;

type KnownOperation = (typeof operations)[number];

/** `models.list`, and so on. */
export type OperationName = KnownOperation['name'];

/** What an operation takes and answers, by its name. */
export type InputOf<Name extends OperationName> = z.infer<Extract<KnownOperation, { name: Name }>['input']>;
export type AnswerOf<Name extends OperationName> = z.infer<Extract<KnownOperation, { name: Name }>['answer']>;
