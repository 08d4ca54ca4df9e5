import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, type Client, type Connection } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import type { PreparedPart } from '../../contracts/preparation.ts';
import type { Namespaces } from '../../ports/namespaces.ts';
import { grpcCodes } from './grpc-codes.ts';

/** Of `temporal.api.enums.v1.IndexedValueType`, by the SDK's names. */
const indexedTypes = { TEXT: 1, KEYWORD: 2, INT: 3, DOUBLE: 4, BOOL: 5, DATETIME: 6, KEYWORD_LIST: 7 } as const;
/** How long a server keeps the history of a workflow that has ended: `shelfcast replay` looks back as far. */
const retentionDays = 30;
/** A new namespace is known to all parts of a server after a while. */
const waitMs = { most: 30_000, between: 500 } as const;

/** Prepares namespaces on Temporal servers. @param clientOf gives the client of an environment */
export function createNamespaces(clientOf: (environment: string) => Client): Namespaces {
  return {
    async prepare(environment, { dryRun }) {
      const client = clientOf(environment);
      const namespace = await prepareNamespace(environment, client, dryRun);
      if (namespace.state === 'failed') return [namespace];
      if (namespace.state === 'to-make') {
        const detail = Object.values(searchAttributes)
          .map(({ name }) => name)
          .join(', ');
        return [namespace, { environment, part: 'search-attributes', state: 'to-make', detail }];
      }
      return [namespace, await prepareAttributes(environment, client, dryRun)];
    },
  };
}

async function prepareNamespace(environment: string, client: Client, dryRun: boolean): Promise<PreparedPart> {
  const { namespace } = client.options;
  const part = { environment, part: 'namespace' } as const;
  const service = client.workflowService;
  try {
    await service.describeNamespace({ namespace });
    return { ...part, state: 'ready', detail: namespace };
  } catch (error) {
    if (codeOf(error) !== grpcCodes.notFound) return failed(part, `${namespace}: ${reasonOf(error)}`);
  }
  if (dryRun) return { ...part, state: 'to-make', detail: namespace };
  try {
    const workflowExecutionRetentionPeriod = msToTs(retentionDays * 86_400_000);
    await service.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } catch (error) {
    if (codeOf(error) !== grpcCodes.alreadyExists) {
      return failed(part, `${namespace} is not there and cannot be made by this client: ${reasonOf(error)}`);
    }
  }
  await untilKnown(client);
  return { ...part, state: 'made', detail: `${namespace}, histories are kept for ${retentionDays} days` };
}

async function prepareAttributes(environment: string, client: Client, dryRun: boolean): Promise<PreparedPart> {
  const { namespace } = client.options;
  const part = { environment, part: 'search-attributes' } as const;
  const { operatorService: operator } = client.connection as unknown as Pick<Connection, 'operatorService'>;
  const wanted = Object.values(searchAttributes).map(({ name, type }) => ({ name, type: indexedTypes[type] }));
  try {
    const { customAttributes } = await operator.listSearchAttributes({ namespace });
    const other = wanted.filter(({ name, type }) => (customAttributes[name] ?? type) !== type);
    if (other.length > 0) {
      const found = other.map(({ name, type }) => {
        return `${name} is ${typeName(customAttributes[name])} and has to be ${typeName(type)}`;
      });
      return failed(part, `${namespace}: ${found.join('; ')}`);
    }
    const missing = wanted.filter(({ name }) => customAttributes[name] === undefined);
    const names = missing.map(({ name }) => name).join(', ');
    if (missing.length === 0) return { ...part, state: 'ready', detail: `${wanted.length} attributes` };
    if (dryRun) return { ...part, state: 'to-make', detail: names };
    await operator.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, type])),
    });
    return { ...part, state: 'made', detail: names };
  } catch (error) {
    const all = wanted.map(({ name, type }) => `${name}=${typeName(type)}`).join(', ');
    const mayNot = [grpcCodes.permissionDenied, grpcCodes.unauthenticated, grpcCodes.unimplemented].some(
      (code) => code === codeOf(error),
    );
    const detail = `${reasonOf(error)}; the namespace needs ${all}`;
    return mayNot ? { ...part, state: 'unchecked', detail } : failed(part, detail);
  }
}

function typeName(type: number | null | undefined): string {
  const [name] = Object.entries(indexedTypes).find(([, value]) => value === type) ?? ['of an unknown type'];
  return name;
}

async function untilKnown(client: Client): Promise<void> {
  const { namespace } = client.options;
  const deadline = Date.now() + waitMs.most;
  for (;;) {
    try {
      // A call that goes through the part of the server that runs workflows.
      await client.workflow.count();
      await client.workflowService.describeNamespace({ namespace });
      return;
    } catch (error) {
      if (codeOf(error) !== grpcCodes.notFound || Date.now() > deadline) throw error;
      await delay(waitMs.between);
    }
  }
}

function failed(part: Pick<PreparedPart, 'environment' | 'part'>, detail: string): PreparedPart {
  return { ...part, state: 'failed', detail };
}

function codeOf(error: unknown): number | undefined {
  if (error instanceof NamespaceNotFoundError) return grpcCodes.notFound;
  if (isGrpcServiceError(error)) return error.code;
  const { cause } = error as { cause?: unknown };
  return cause !== undefined && isGrpcServiceError(cause) ? cause.code : undefined;
}

/** What a person needs of a server's refusal. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === grpcCodes.permissionDenied || code === grpcCodes.unauthenticated) return 'permission denied';
  if (code === grpcCodes.unimplemented) return 'the server does not offer it to clients';
  return error instanceof Error ? error.message : String(error);
}
