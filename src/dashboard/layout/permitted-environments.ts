/** Of the environments of the project, those that a session may use, in their order. A key may be limited to some. */
export function permittedEnvironments<Environment extends { readonly name: string }>(
  environments: readonly Environment[],
  session: object | null | undefined,
): readonly Environment[] {
  const permitted = session && 'environments' in session ? (session.environments as readonly string[]) : undefined;
  return permitted ? environments.filter(({ name }) => permitted.includes(name)) : environments;
}

/** The environment to open where the address names none: `prod` if the session may use it, else the first that it may use. */
export function firstEnvironment<Environment extends { readonly name: string }>(
  environments: readonly Environment[],
  session: object | null | undefined,
): Environment | undefined {
  const permitted = permittedEnvironments(environments, session);
  return permitted.find(({ name }) => name === 'prod') ?? permitted[0];
}
