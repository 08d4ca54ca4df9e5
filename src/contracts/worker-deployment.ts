/** Name of the Worker Deployment whose versions are the builds of the workflows; the same in every environment. */
export const workerDeploymentName = 'shelfcast';
