import type { DriftPolicy } from '../../src/contracts/drift.ts';
import { driftSchema } from '../../src/project/quality-schema.ts';

const { columns: _columns, ...parsed } = driftSchema.parse({});

/** The thresholds of a project that says nothing about drift. */
export const defaultDrift: DriftPolicy = parsed;
