import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { QuarantineReason, ReasonCounts } from '../../contracts/dataset.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import { addReasons, type QuarantinedRow } from './quarantine.ts';

/** Characters gathered before they are written. */
const bufferLength = 1 << 20;
const header = 'file,line,column,reason,detail,raw\n';

/** The rows of one landing file that are set aside, on disk: a file may be bad from its first row to its last. */
export class QuarantineFile {
  #folder: string | undefined;
  #buffer = header;
  readonly #counts = new Map<QuarantineReason, number>();
  #first: QuarantinedRow | undefined;
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** The row that was added first. */
  get first(): QuarantinedRow | undefined {
    return this.#first;
  }

  get reasons(): ReasonCounts {
    return addReasons(Object.fromEntries(this.#counts));
  }

  add(row: QuarantinedRow): void {
    this.#first ??= row;
    this.#rows += 1;
    this.#counts.set(row.reason, (this.#counts.get(row.reason) ?? 0) + 1);
    const values = [row.file, row.line, row.column, row.reason, row.detail, row.raw];
    this.#buffer += `${values.map(csvValue).join(',')}\n`;
    if (this.#buffer.length >= bufferLength) this.#flush();
  }

  /** The rows as a CSV artifact; `undefined` where there are none. */
  async store(store: ArtifactStore): Promise<ArtifactRef | undefined> {
    return this.#rows === 0 ? undefined : store.putFile(this.#flush(), 'csv');
  }

  /** Forgets every row. */
  restart(): void {
    this.discard();
    this.#buffer = header;
    this.#counts.clear();
    this.#first = undefined;
    this.#rows = 0;
  }

  /** Removes what is on disk. */
  discard(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #flush(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'shelfcast-quarantine-'));
    const path = join(this.#folder, 'rows.csv');
    appendFileSync(path, this.#buffer);
    this.#buffer = '';
    return path;
  }
}

/** By RFC 4180; an empty text is quoted, so that it differs from a missing value. */
function csvValue(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
