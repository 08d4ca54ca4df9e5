import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { absoluteLocation } from '../adapters/storage/storage-location.ts';
import { lastRunFolder } from '../state/last-run.ts';
import { isAlive } from '../state/process-identity.ts';
import { databaseIn, readStack, type StackRecord } from '../state/state-directory.ts';
import { readPagesAddress } from './pages-address.ts';
import { NoTemporalServerError, serverVariables } from './source-errors.ts';

// Where a command finds Temporal, the registry and the artifacts. For each of them the first that knows: the environment variables, the
// stack that runs on the state folder, the state folder.

/** Variables of this process, or of a test. */
type Variables = NodeJS.ProcessEnv;

/** The server that Temporal's standard variables name, or the one of a running stack. */
export type TemporalSource =
  { readonly from: 'environment' } | { readonly from: 'stack'; readonly address: string; readonly ui: string };

/** A PostgreSQL server's registry, a running stack's, or the database in the state folder. */
export type RegistrySource =
  { readonly from: 'environment' | 'stack'; readonly url: string } | { readonly from: 'folder' };

/**
 * The state folder of a command: the one asked for; else the project's default one, which is that of the stack that runs, or else the
 * one of the last stack or local run.
 */
export function stateFolderOf(projectDirectory: string, asked?: string): string {
  if (asked !== undefined) return resolve(asked);
  const ofStack = join(projectDirectory, '.shelfcast');
  if (runningStack(ofStack)) return ofStack;
  return lastRunFolder([ofStack, localStateFolder(projectDirectory)]) ?? ofStack;
}

/** Where local runs of a project keep their state unless another folder is asked for. */
export function localStateFolder(projectDirectory: string): string {
  return join(projectDirectory, '.shelfcast', 'local');
}

/** Throws `NoTemporalServerError` where no variable names a server and no stack runs. */
export function temporalSource(stateFolder: string, variables: Variables = process.env): TemporalSource {
  if (serverVariables.some((name) => variables[name])) return { from: 'environment' };
  const stack = runningStack(stateFolder);
  if (!stack) throw new NoTemporalServerError(stateFolder);
  return { from: 'stack', address: stack.temporalAddress, ui: stack.temporalUi };
}

/** Address of Temporal's UI: what `SHELFCAST_TEMPORAL_UI` says, or a running stack's; `undefined` where nobody has said it. */
export function temporalUi(stateFolder: string, variables: Variables = process.env): string | undefined {
  const address = variables.SHELFCAST_TEMPORAL_UI || runningStack(stateFolder)?.temporalUi;
  return address?.replace(/\/+$/, '');
}

/**
 * Address of the web application: what `SHELFCAST_PAGES` says, or a running stack's; `undefined` where nobody has said it. Throws
 * `SettingsError` where the variable cannot be used.
 */
export function pagesSource(stateFolder: string, variables: Variables = process.env): string | undefined {
  const { SHELFCAST_PAGES: given } = variables;
  return given ? readPagesAddress(given) : runningStack(stateFolder)?.api;
}

/** `undefined` where there is no registry yet. */
export function registrySource(stateFolder: string, variables: Variables = process.env): RegistrySource | undefined {
  const url = variables.SHELFCAST_REGISTRY_URL;
  if (url) return { from: 'environment', url };
  const stack = runningStack(stateFolder);
  if (stack) return { from: 'stack', url: stack.registryUrl };
  return existsSync(databaseIn(stateFolder)) ? { from: 'folder' } : undefined;
}

/** A folder, absolute, or a place in an object store. */
export function artifactsSource(stateFolder: string, variables: Variables = process.env): string {
  const location = variables.SHELFCAST_ARTIFACTS || runningStack(stateFolder)?.artifacts;
  return absoluteLocation(location || join(stateFolder, 'artifacts'));
}

function runningStack(stateFolder: string): StackRecord | undefined {
  const stack = readStack(stateFolder);
  return stack && isAlive(stack.owner) ? stack : undefined;
}
