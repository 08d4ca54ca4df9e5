import { findingText, type QualityFinding } from '../../contracts/quality.ts';

/** A check that the project calls blocking failed: nothing is trained or published from this data. */
export class QualityBlockedError extends Error {
  override readonly name = 'QualityBlockedError';
  readonly region: string;
  readonly cutoff: string;
  readonly findings: readonly QualityFinding[];

  constructor(facts: { region: string; cutoff: string; findings: readonly QualityFinding[] }) {
    super(
      `the data of ${facts.region} at ${facts.cutoff} failed ${facts.findings.length === 1 ? 'a blocking check' : `${facts.findings.length} blocking checks`}: ` +
        `${facts.findings.map(findingText).join('; ')}. Deliver or correct the rows and ask again, or change the source's checks`,
    );
    this.region = facts.region;
    this.cutoff = facts.cutoff;
    this.findings = facts.findings;
  }
}
