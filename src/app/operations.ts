import { auditHead } from './audit/audit-head.ts';
import { listAudit } from './audit/list-audit.ts';
import { verifyAudit } from './audit/verify-audit.ts';

/** Every operation there is: what an edge may offer. */
export const operations = [listAudit, auditHead, verifyAudit] as const;
