/** One check of `npm run deploy:check`: what is in `deploy/`, by the tool that a platform team would use it with. */
export interface DeployCheck {
  /** What is checked, in a few words, for the line of progress. */
  readonly what: string;
  /** Runs the check; throws an error that names the file, or the tool that is missing and how to install it. Resolves to its figures. */
  run(): Promise<Readonly<Record<string, unknown>>>;
}
