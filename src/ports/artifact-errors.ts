/** The store has nothing under this hash. */
export class ArtifactMissingError extends Error {
  override readonly name = 'ArtifactMissingError';
  readonly hash: string;
  readonly location: string;

  constructor(facts: { hash: string; location: string }) {
    super(
      `artifact ${facts.hash} is not in the store (${facts.location}); run the step that makes it again, or restore the store from its backup`,
    );
    this.hash = facts.hash;
    this.location = facts.location;
  }
}

/** The bytes under a hash are not the bytes that were stored. */
export class ArtifactCorruptError extends Error {
  override readonly name = 'ArtifactCorruptError';
  readonly hash: string;
  readonly found: string;
  readonly location: string;

  constructor(facts: { hash: string; found: string; location: string }) {
    super(
      `artifact ${facts.hash} holds other bytes (hash ${facts.found}) at ${facts.location}; delete that file and run the step that makes it again`,
    );
    this.hash = facts.hash;
    this.found = facts.found;
    this.location = facts.location;
  }
}

/** A pointer's or a published file's name could leave its folder, or can't be a file name. */
export class StoreNameError extends Error {
  override readonly name = 'StoreNameError';
  readonly given: string;

  constructor(given: string) {
    super(
      `"${given}" cannot be a name in the artifact store: use letters, digits and ._=@+- in parts separated by "/", no part starting with a dot`,
    );
    this.given = given;
  }
}
