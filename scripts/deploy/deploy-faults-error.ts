/** Something in `deploy/` is not as the documentation promises. */
export class DeployFaultsError extends Error {
  override name = 'DeployFaultsError';
  readonly where: string;
  readonly faults: readonly string[];

  constructor(where: string, faults: readonly string[]) {
    super(`${where}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.where = where;
    this.faults = faults;
  }
}
