import type { OperationName } from '../app/operations.ts';

/** How an operation is asked for over HTTP. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * Below `/api/v1`. What is in braces goes into the input under that name; what else the input has comes from the query of a GET, or from
   * the body.
   */
  readonly path: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Where success is not 200: 202 where something has only been asked for. */
  readonly status?: 202;
  /** Whether what it shows is the same for every environment, so that a key for some of them may see it. Default: false. */
  readonly ofEveryEnvironment?: true;
  /** Where its input lists the environments to show: a key for some sees those, and has to name none. Default: none. */
  readonly limitedBy?: 'environments';
  /** Whether it shows what is in other environments than those it names, so that only a key for all of them may ask. Default: false. */
  readonly ofAllEnvironments?: true;
  /** The operation, with the same parameters in its path, whose ETag `If-Match` may name. Default: `If-Match` says nothing. */
  readonly ifMatch?: OperationName;
  /** Whether its answer has a secret, which is given once and not kept for who sends an `Idempotency-Key` again. Default: false. */
  readonly answersOnce?: true;
  /** Whether an address of it always has the same bytes. Default: false. */
  readonly neverChanges?: true;
  /**
   * What comes back where it is not the answer as JSON: the bytes of the file that the answer names, or what the operation writes. `rows`: the
   * answer as JSON, from rows that are kept as text.
   */
  readonly sends?: 'artifact' | 'output' | 'rows';
  /** Most bytes of a body. Default 1 MiB: bodies are wishes and reasons. */
  readonly bodyBytes?: number;
}

/** Why an operation is not offered over HTTP. */
export interface NotOffered {
  readonly notOffered: string;
}

const inEnvironment = '/environments/{environment}';
const ofModel = `${inEnvironment}/models/{model}`;
const ofCommandLine = { notOffered: 'it works on the files of the machine that runs it' };
const ofReleases = { notOffered: 'it is a gate of release pipelines, which run the command line' };
const ofWorkers = { notOffered: 'it runs jobs for minutes; the command line does it where the project is' };

/** How each operation is asked for over HTTP, or why it is not. Pure data: the server and the client read it. */
export const routeTable = {
  'project.show': {
    method: 'GET',
    path: '/project',
    summary: 'The project: environments, regions, formats, sources.',
    ofEveryEnvironment: true,
  },
  'overview.show': {
    method: 'GET',
    path: `${inEnvironment}/overview`,
    summary: 'Whether every region has its forecast, and where not, why.',
  },

  'monitoring.show': {
    method: 'GET',
    path: `${inEnvironment}/regions/{region}/monitoring`,
    summary: 'Realised errors of published forecasts by segment and week, next to what was promised.',
  },

  'monitoring.regions': {
    method: 'GET',
    path: `${inEnvironment}/monitoring`,
    summary: 'Realised errors of published forecasts by region, next to what was promised.',
  },

  'value.show': {
    method: 'GET',
    path: `${inEnvironment}/regions/{region}/value`,
    summary: 'What published forecasts were worth: against last year and the mean, and by item in units and money.',
  },

  'forecasts.list': {
    method: 'GET',
    path: `${inEnvironment}/forecasts`,
    summary: 'The forecasts that were published, by region and cutoff.',
  },
  'forecasts.rows': {
    method: 'GET',
    path: `${inEnvironment}/forecasts/{region}/rows`,
    summary: 'Published forecasts row by row; the newest unless a cutoff is named.',
    sends: 'rows',
  },
  'forecasts.totals': {
    method: 'GET',
    path: `${inEnvironment}/forecasts/{region}/totals`,
    summary: 'Published forecasts added up by week, for all rows or some.',
  },
  'forecasts.file': {
    method: 'GET',
    path: `${inEnvironment}/forecasts/{region}/file`,
    summary: 'Published forecasts as a file: CSV and Parquet as they were written, XLSX, and each of some rows alone.',
    sends: 'artifact',
  },
  'forecasts.levers': {
    method: 'GET',
    path: `${inEnvironment}/forecasts/{region}/levers`,
    summary: 'What can be planned differently: prices, promotions, events, and the weeks that are forecast.',
  },
  'forecasts.what-if': {
    method: 'POST',
    path: `${inEnvironment}/forecasts/{region}/what-if`,
    summary:
      'Forecasts of an item with another price, promotion or event: before, after, and what the change goes through.',
  },
  'forecasts.score': {
    method: 'POST',
    path: `${inEnvironment}/forecasts/{region}/scores`,
    summary: 'Forecasts for given values of prices, promotions and events.',
  },

  'forecasts.blob': {
    method: 'GET',
    path: `${inEnvironment}/blobs/{hash}`,
    summary: 'A published file by the SHA-256 of its bytes, which never change.',
    sends: 'artifact',
    neverChanges: true,
  },

  'cycles.list': {
    method: 'GET',
    path: `${inEnvironment}/cycles`,
    summary: 'The history of cycles, the newest first.',
  },
  'cycles.show': {
    method: 'GET',
    path: `${inEnvironment}/cycles/{cycleId}`,
    summary: 'A cycle with its segments and figures.',
  },
  'cycles.watch': {
    method: 'GET',
    path: `${inEnvironment}/cycles/{cycleId}/progress`,
    summary: 'What a running cycle is doing now.',
  },
  'controllers.request-cycles': {
    method: 'POST',
    path: `${inEnvironment}/cycles`,
    summary: 'Asks for a cycle of each region.',
    status: 202,
  },
  'controllers.report-data-change': {
    method: 'POST',
    path: `${inEnvironment}/data-changes`,
    summary: 'Reports new data; the regions run a cycle once it is quiet.',
    status: 202,
  },
  'controllers.status': {
    method: 'GET',
    path: `${inEnvironment}/regions`,
    summary: 'What each region does and waits for.',
  },
  'controllers.ledger': {
    method: 'GET',
    path: `${inEnvironment}/regions/{region}/triggers`,
    summary: 'Every trigger of a region, and what happened to it.',
  },
  'controllers.trigger': {
    method: 'GET',
    path: `${inEnvironment}/triggers/{triggerId}`,
    summary:
      'What has happened to something that was asked for, by region: waiting, running, ended, and in which cycle.',
  },
  'controllers.cancel-cycle': {
    method: 'POST',
    path: `${inEnvironment}/regions/{region}/cancellation`,
    summary: 'Stops the running cycle of a region.',
    status: 202,
  },
  'controllers.pause': { method: 'POST', path: `${inEnvironment}/pause`, summary: 'Pauses regions: no cycle starts.' },
  'controllers.resume': { method: 'POST', path: `${inEnvironment}/resumption`, summary: 'Resumes paused regions.' },

  'promotions.list': {
    method: 'GET',
    path: `${inEnvironment}/promotions`,
    summary: 'Challengers that wait for a person.',
  },
  'promotions.show': {
    method: 'GET',
    path: `${inEnvironment}/promotions/{challenger}`,
    summary: 'A challenger that waits: send its ETag as If-Match with the decision.',
  },
  'promotions.decisions': {
    method: 'GET',
    path: `${inEnvironment}/decisions`,
    summary: 'Past decisions on models, the newest first.',
  },
  'promotions.approve': {
    method: 'POST',
    path: `${inEnvironment}/promotions/{challenger}/approval`,
    summary: 'Makes a challenger champion.',
    ifMatch: 'promotions.show',
  },
  'promotions.reject': {
    method: 'POST',
    path: `${inEnvironment}/promotions/{challenger}/rejection`,
    summary: 'Rejects a challenger.',
    ifMatch: 'promotions.show',
  },
  'promotions.roll-back': {
    method: 'POST',
    path: `${inEnvironment}/rollbacks`,
    summary: 'Makes an earlier champion of a segment the champion again.',
  },

  'models.list': { method: 'GET', path: `${inEnvironment}/models`, summary: 'Registered models.' },
  'models.show': { method: 'GET', path: ofModel, summary: 'A model: figures, data, gate, history.' },
  'models.training': {
    method: 'GET',
    path: `${ofModel}/training`,
    summary: 'How the training of a model went: losses, presets, and its backtest by step, window, item and slice.',
  },
  'models.compare': {
    method: 'GET',
    path: `${ofModel}/comparison`,
    summary: 'Two models of a segment on the same rows, and which is better on what.',
  },
  'models.explain': {
    method: 'POST',
    path: `${ofModel}/explanation`,
    summary: 'What a model uses, and how forecasts of a series were made.',
  },
  'models.tag': { method: 'PUT', path: `${ofModel}/tags`, summary: 'Tags a model.' },
  'models.retire': { method: 'POST', path: `${ofModel}/retirement`, summary: 'Takes a model out of use.' },
  'models.unretire': { method: 'POST', path: `${ofModel}/reinstatement`, summary: 'Takes a retirement back.' },
  'models.promote': {
    method: 'POST',
    path: '/models/{model}/adoptions',
    summary: 'Brings a model from one environment to another.',
    status: 202,
  },
  'models.export': ofCommandLine,
  'models.reproduce': ofWorkers,

  'datasets.list': { method: 'GET', path: '/datasets', summary: 'Dataset versions.', ofEveryEnvironment: true },
  'datasets.show': {
    method: 'GET',
    path: '/datasets/{version}',
    summary: 'A dataset version: files, checks, segments.',
    ofEveryEnvironment: true,
  },
  'datasets.diff': {
    method: 'GET',
    path: '/datasets/{before}/changes/{after}',
    summary: 'What changed from one dataset version to another.',
    ofEveryEnvironment: true,
  },
  'datasets.freshness': {
    method: 'GET',
    path: '/freshness',
    summary: 'How new the rows of every source and region are, and what was set aside.',
    ofEveryEnvironment: true,
  },
  'datasets.history': {
    method: 'GET',
    path: '/regions/{region}/datasets',
    summary: 'The dataset versions of a region in few figures, with the columns that came or went.',
    ofEveryEnvironment: true,
  },
  'datasets.measure-drift': {
    method: 'GET',
    path: `${inEnvironment}/drift`,
    summary: "How far the data have moved from what each champion was trained on, by the project's rule.",
  },
  'quarantine.list': {
    method: 'GET',
    path: '/quarantine',
    summary: 'Rows that were set aside, counted by reason.',
    ofEveryEnvironment: true,
  },
  'quarantine.show': {
    method: 'GET',
    path: '/quarantine/rows',
    summary: 'Rows that were set aside.',
    ofEveryEnvironment: true,
  },
  'quarantine.export': {
    method: 'GET',
    path: '/quarantine/{source}/lines',
    summary: 'Rows that were set aside as they stood in their files, under their header, to be corrected.',
    ofEveryEnvironment: true,
  },
  'quarantine.reingest': {
    method: 'POST',
    path: '/quarantine/{source}/corrections',
    summary: 'Lands corrected rows as a correction of the files of their source; nothing where one is still bad.',
    ofEveryEnvironment: true,
    bodyBytes: 16 * 1_048_576,
  },

  'lineage.trace': {
    method: 'POST',
    path: '/lineage',
    summary: 'What something was made of, and what was made of it.',
    ofAllEnvironments: true,
  },

  'audit.list': {
    method: 'GET',
    path: '/audit',
    summary: 'Records of the audit trail; to a key for some environments those about them.',
    limitedBy: 'environments',
  },
  'audit.head': { method: 'GET', path: '/audit/head', summary: 'The last record: keep its hash to verify later.' },
  'audit.verify': { method: 'POST', path: '/audit/verification', summary: 'Whether the audit trail is whole.' },
  'audit.export': { method: 'GET', path: '/audit/export', summary: 'The whole audit trail.', sends: 'output' },
  'audit.verify-export': ofCommandLine,

  'keys.list': { method: 'GET', path: '/keys', summary: 'Keys of this API, without the keys.' },
  'keys.create': {
    method: 'POST',
    path: '/keys',
    summary: 'Makes a key; it is in this answer alone.',
    answersOnce: true,
  },
  'keys.revoke': { method: 'DELETE', path: '/keys/{id}', summary: 'Takes a key out of use.' },

  'sessions.list': { method: 'GET', path: '/sessions', summary: 'Who has signed in with a provider, until when.' },
  'sessions.end': {
    method: 'DELETE',
    path: '/sessions/{actor}',
    summary: 'Ends every session of somebody at once.',
  },

  'webhooks.list': {
    method: 'GET',
    path: `${inEnvironment}/webhooks`,
    summary: 'Secrets with which others report new data, without the secrets.',
  },
  'webhooks.create': {
    method: 'POST',
    path: `${inEnvironment}/webhooks`,
    summary: 'Makes a secret with which somebody reports new data; it is in this answer alone.',
    answersOnce: true,
  },
  'webhooks.revoke': {
    method: 'DELETE',
    path: `${inEnvironment}/webhooks/{id}`,
    summary: 'Takes a secret of webhooks out of use.',
  },

  'schedules.list': { method: 'GET', path: '/schedules', summary: 'Schedules: when each region starts next.' },
  'schedules.sync': ofCommandLine,
  'deployment.show': {
    method: 'GET',
    path: `${inEnvironment}/deployment`,
    summary: 'Builds of the workflows, and which one is current.',
  },
  'deployment.bootstrap': ofCommandLine,
  'deployment.set-current': ofCommandLine,
  'deployment.replay': ofWorkers,
  'policy.check': ofReleases,

  'tracking.status': { method: 'GET', path: '/tracking', summary: 'Models on the tracking server.' },
  'tracking.export': ofCommandLine,
  'artifacts.collect-garbage': ofWorkers,
  'artifacts.copy': ofCommandLine,
  'artifacts.verify': ofWorkers,
  'backtests.run': ofWorkers,
  'backtests.compare': ofCommandLine,
  'conditioners.test': ofWorkers,
  'project.validate': ofWorkers,
  'cycles.run-local': ofWorkers,
  'grocer.generate': ofCommandLine,
} as const satisfies Readonly<Record<OperationName, Route | NotOffered>>;

type Table = typeof routeTable;

/** The operations that are offered over HTTP. */
export type OfferedName = { [Name in OperationName]: Table[Name] extends Route ? Name : never }[OperationName];

/** Every operation that is offered, with its route. */
export const routes = Object.entries(routeTable).flatMap(([name, route]: [string, Route | NotOffered]) =>
  'notOffered' in route ? [] : [{ name: name as OfferedName, route }],
);
