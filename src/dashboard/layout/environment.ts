import { createContext, use } from 'react';

/** The environment that the address names. */
export const EnvironmentContext = createContext<string | undefined>(undefined);

/** The environment that the page is about. */
export function useEnvironment(): string {
  const environment = use(EnvironmentContext);
  if (environment === undefined) throw new Error('a page is shown outside of an environment');
  return environment;
}
