/** Something a person or the engine did that changed what produces numbers. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly facts: unknown;
}

export interface AuditRecord extends AuditEntry {
  readonly sequence: number;
  readonly at: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of the trail: comparing it with a copy kept elsewhere shows later whether records were removed. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Which records to list; all conditions have to hold. */
export interface AuditQuery {
  /** The subject, or the beginning of one up to a `/`: `prod`, `prod/us-midwest`. Also a version the record names. */
  readonly entity?: string;
  readonly actor?: string;
  /** Only records about these environments and what is in them: none about keys, or files that landed. */
  readonly environments?: readonly string[];
  /** Only records of these actions. */
  readonly actions?: readonly string[];
  /** Records at or after a moment, ISO 8601. */
  readonly since?: string;
  /** Only records before one, by its sequence number. */
  readonly before?: number;
  /** How many of the newest. Default: all. */
  readonly newest?: number;
}

/** What was done, by whom, why: append-only, each record chained to the one before by its hash. */
export interface AuditTrail {
  /** The whole trail, the first record first. */
  audit(): Promise<readonly AuditRecord[]>;
  /** The whole trail in order, read by and by. */
  auditRecords(): AsyncIterable<AuditRecord>;
  findAudit(query: AuditQuery): Promise<readonly AuditRecord[]>;
  /** The last record; `undefined` where there is none. */
  auditHead(): Promise<AuditHead | undefined>;
  /** Appends a record of something done outside the registry. */
  appendAudit(entry: AuditEntry): Promise<AuditHead>;
}
