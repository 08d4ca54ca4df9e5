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
/** How long a change may take until all parts of a server know of it, and how often they are asked. */
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
    if (isForbidden(error)) return failed(part, `${namespace}: ${permissionFor('DescribeNamespace')}`);
    if (codeOf(error) !== grpcCodes.notFound) throw error;
  }
  if (dryRun) return { ...part, state: 'to-make', detail: namespace };
  try {
    const workflowExecutionRetentionPeriod = msToTs(retentionDays * 86_400_000);
    await service.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } catch (error) {
    const code = codeOf(error);
    if (isForbidden(error)) return failed(part, `${namespace} is not there: ${permissionFor('RegisterNamespace')}`);
    if (code === grpcCodes.unimplemented) {
      return failed(part, `${namespace} is not there, and the server does not let clients make namespaces`);
    }
    if (code !== grpcCodes.alreadyExists) throw error;
  }
  await untilTaken(async () => {
    // A call that goes through the part of the server that runs workflows.
    await client.workflow.count();
    await service.describeNamespace({ namespace });
  }, grpcCodes.notFound);
  return { ...part, state: 'made', detail: `${namespace}, histories are kept for ${retentionDays} days` };
}

async function prepareAttributes(environment: string, client: Client, dryRun: boolean): Promise<PreparedPart> {
  const { namespace } = client.options;
  const part = { environment, part: 'search-attributes' } as const;
  const { operatorService: operator } = client.connection as unknown as Pick<Connection, 'operatorService'>;
  const wanted = Object.values(searchAttributes).map(({ name, type }) => ({ name, type: indexedTypes[type] }));
  const known = await knownAttributes(operator, namespace);
  if (known === undefined) {
    const all = wanted.map(({ name, type }) => `${name}=${typeName(type)}`).join(', ');
    return { ...part, state: 'unchecked', detail: `the client may not look at them; the namespace needs ${all}` };
  }
  const other = wanted.filter(({ name, type }) => (known[name] ?? type) !== type);
  if (other.length > 0) {
    const found = other.map(({ name, type }) => {
      return `${name} is ${typeName(known[name])} and has to be ${typeName(type)}`;
    });
    return failed(part, `${namespace}: ${found.join('; ')}`);
  }
  const missing = wanted.filter(({ name }) => known[name] === undefined);
  const names = missing.map(({ name }) => name).join(', ');
  if (missing.length === 0) return { ...part, state: 'ready', detail: `${wanted.length} attributes` };
  if (dryRun) return { ...part, state: 'to-make', detail: names };
  try {
    await operator.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, type])),
    });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const lacking = missing.map(({ name, type }) => `${name}=${typeName(type)}`).join(', ');
    return failed(part, `${namespace} lacks ${lacking}: ${permissionFor('AddSearchAttributes')}`);
  }
  // A Schedule or a workflow that has one of them is refused until then.
  const query = missing.map(({ name }) => `\`${name}\` = "none"`).join(' OR ');
  await untilTaken(() => client.workflow.count(query), grpcCodes.invalidArgument);
  return { ...part, state: 'made', detail: names };
}

/** Search attributes of a namespace with their types; `undefined` where the server does not say: a hosted one shows them to its operators only. */
async function knownAttributes(
  operator: Connection['operatorService'],
  namespace: string,
): Promise<Readonly<Record<string, number>> | undefined> {
  try {
    return (await operator.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    if (isForbidden(error) || codeOf(error) === grpcCodes.unimplemented) return undefined;
    throw error;
  }
}

function typeName(type: number | null | undefined): string {
  const [name] = Object.entries(indexedTypes).find(([, value]) => value === type) ?? ['of an unknown type'];
  return name;
}

/**
 * Asks again until the server takes a call: a change is known to all its parts after a while.
 *
 * @param notYet the status that it answers with until then
 */
async function untilTaken(call: () => Promise<unknown>, notYet: number): Promise<void> {
  const deadline = Date.now() + waitMs.most;
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      if (codeOf(error) !== notYet || Date.now() > deadline) throw error;
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

function isForbidden(error: unknown): boolean {
  const code = codeOf(error);
  return code === grpcCodes.permissionDenied || code === grpcCodes.unauthenticated;
}

/** What a person needs of a server's refusal: what the client would have to be allowed. */
function permissionFor(method: string): string {
  return `permission denied: its API key or certificate may not call ${method} there`;
}
