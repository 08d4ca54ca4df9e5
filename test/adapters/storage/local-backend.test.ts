import { artifactStoreContract } from '../../support/object-stores/artifact-store-contract.ts';
import { localBackend } from '../../support/object-stores/backends.ts';
import { landingContract } from '../../support/object-stores/landing-contract.ts';

// The same tests run on servers of object stores in test/stack/object-stores.test.ts.
artifactStoreContract(localBackend);
landingContract(localBackend);
