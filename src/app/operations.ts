import { collectGarbage } from './artifacts/collect-garbage.ts';
import { auditHead } from './audit/audit-head.ts';
import { listAudit } from './audit/list-audit.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import { diffDatasets } from './datasets/diff-datasets.ts';
import { listDatasets } from './datasets/list-datasets.ts';
import { measureDrift } from './datasets/measure-drift.ts';
import { showDataset } from './datasets/show-dataset.ts';
import { traceLineage } from './lineage/trace-lineage.ts';
import { exportModel } from './models/export-model.ts';
import { listModels } from './models/list-models.ts';
import { reproduceModels } from './models/reproduce-models.ts';
import { retireModel } from './models/retire-model.ts';
import { showModel } from './models/show-model.ts';
import { tagModel } from './models/tag-model.ts';
import { unretireModel } from './models/unretire-model.ts';
import { countQuarantined } from './quarantine/count-quarantined.ts';
import { exportQuarantined } from './quarantine/export-quarantined.ts';
import { reingest } from './quarantine/reingest.ts';
import { showQuarantined } from './quarantine/show-quarantined.ts';

/** Every operation there is: what an edge may offer. */
export const operations = [
  ...[listAudit, auditHead, verifyAudit],
  ...[listModels, showModel, exportModel, reproduceModels, tagModel, retireModel, unretireModel],
  ...[listDatasets, showDataset, diffDatasets, measureDrift],
  ...[countQuarantined, showQuarantined, exportQuarantined, reingest],
  ...[traceLineage, collectGarbage],
] as const;
