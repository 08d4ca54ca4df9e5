import { artifactStoreContract } from '../support/object-stores/artifact-store-contract.ts';
import { serverBackends } from '../support/object-stores/backends.ts';
import { landingContract } from '../support/object-stores/landing-contract.ts';

for (const backend of serverBackends) {
  artifactStoreContract(backend);
  landingContract(backend);
}
