import { chromium } from './chromium.mjs';
import { dashboard } from './dashboard.mjs';
import { dependencies } from './dependencies.mjs';
import { compose, helm, kubeconform, kubernetesSchemas } from './deploy-tools.mjs';
import { libtensorflow } from './libtensorflow.mjs';
import { mlflow } from './mlflow.mjs';
import { azureServer, gcsServer, s3Server } from './object-store-servers.mjs';
import { isPackage } from '../locations.mjs';
import { packageNode } from './package-node.mjs';
import { pinnedNode } from './pinned-node.mjs';
import { postgres } from './postgres.mjs';
import { temporalCli } from './temporal-cli.mjs';
import { temporalServer } from './temporal-server.mjs';
import { tfjsAddon } from './tfjs-addon.mjs';
import { timeSkippingServer } from './time-skipping-server.mjs';

/** @type {readonly import('../part.mjs').Part[]} */
const OF_CHECKOUT = [
  dependencies,
  pinnedNode,
  libtensorflow,
  tfjsAddon,
  temporalCli,
  timeSkippingServer,
  s3Server,
  gcsServer,
  azureServer,
  postgres,
  temporalServer,
  chromium,
  mlflow,
  dashboard,
  helm,
  kubeconform,
  compose,
  kubernetesSchemas,
];

/**
 * npm has installed what a package depends on, and the package brings the web application along.
 * @type {readonly import('../part.mjs').Part[]}
 */
const OF_PACKAGE = [packageNode, libtensorflow, tfjsAddon, temporalCli];

/** What the set-up can provide. */
export const PARTS = isPackage() ? OF_PACKAGE : OF_CHECKOUT;
