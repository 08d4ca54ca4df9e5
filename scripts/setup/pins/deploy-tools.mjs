/**
 * Tools that check what is in `deploy/`, built from source by the Go toolchain.
 *
 * @typedef {import('./object-stores.mjs').GoProgram} GoProgram
 */

/** @type {GoProgram} */
export const HELM = {
  module: 'helm.sh/helm/v3',
  package: 'helm.sh/helm/v3/cmd/helm',
  version: '3.22.0',
  sum: 'h1:n1if5iQgHYsujPAcO5oonH/KiSNUmqmUF0iGVjSF3AU=',
  program: 'helm',
};

/** @type {GoProgram} */
export const KUBECONFORM = {
  module: 'github.com/yannh/kubeconform',
  package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  version: '0.8.0',
  sum: 'h1:loDYd3a3spjIFrauqW67CDKF55Oo9R6uvC8AvpVd4ug=',
  program: 'kubeconform',
};

/**
 * Docker's plugin, as a program of its own; Go names it after its folder.
 * @type {GoProgram}
 */
export const COMPOSE = {
  module: 'github.com/docker/compose/v2',
  package: 'github.com/docker/compose/v2/cmd',
  version: '2.40.3',
  sum: 'h1:XeYkQu1svDtyfZPv5nTwFryQ25ZJMkIlc4pz9HalMPI=',
  program: 'cmd',
};

/** JSON schemas of the kinds of Kubernetes, of which a Python package has copies: those of the oldest and the newest version below. */
export const KUBERNETES_SCHEMAS = {
  requirement: 'kubernetes-validate==1.37.0',
  sha256: '85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9',
  // The package's, and which choice of its kinds: another choice needs another number.
  version: '1.37.0-2',
  kubernetes: ['1.27.0', '1.37.0'],
};
