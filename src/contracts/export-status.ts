/** How an exported model stands at its target. `behind`: something about it has changed since, or its last update failed. */
export const exportStates = ['exported', 'behind', 'outstanding', 'under way'] as const;

/** How far the export of models to a tracking server is. */
export interface ExportStatus {
  readonly target: string;
  /** Whether workers started with this environment export automatically. */
  readonly automatic: boolean;
  readonly exported: number;
  readonly outstanding: number;
  readonly models: readonly {
    readonly version: string;
    readonly segment: string;
    readonly stages: Readonly<Record<string, string>>;
    readonly state: (typeof exportStates)[number];
    readonly model?: string;
    readonly number?: string;
    readonly exportedAt?: string;
    readonly failure?: string;
  }[];
}
