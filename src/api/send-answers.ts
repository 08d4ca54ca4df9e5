import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app/app.ts';
import { findForecastRowTexts } from '../app/forecasts/find-rows.ts';
import { openForecastFile, type ForecastFile } from '../app/forecasts/open-file.ts';
import { perform } from '../app/operation.ts';
import type { InputOf } from '../app/operations.ts';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ExportFormat } from '../ports/row-export.ts';
import { tagOf } from './requests/if-match.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} satisfies Record<ExportFormat, string>;

/** What may change: a reader asks each time whether it has. */
const mayChange = 'private, no-cache';
/** What an address has for good. */
const never = 'private, max-age=31536000, immutable';

/** An answer as JSON. */
export function sendJson(answer: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const text = JSON.stringify(answer);
  if (isUnchanged(tagOf(text), mayChange, request, reply)) return reply;
  return reply.type('application/json').send(text);
}

/** Rows as JSON text. What they follow from is their tag, so that nobody reads them to find that nothing has changed. */
export async function sendRows(app: App, input: object, request: FastifyRequest, reply: FastifyReply) {
  const page = await perform(findForecastRowTexts, app, input as InputOf<'forecasts.rows'>);
  if (isUnchanged(tagOf(JSON.stringify(page.facts)), mayChange, request, reply)) return reply;
  // Without a copy of them in one: answers of many readers at a time are as much as all that is kept.
  const pieces = await page.pieces();
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return reply.type('application/json').header('content-length', length).send(Readable.from(pieces));
}

/** The bytes of a file. What makes it ends where the reader leaves. */
export async function sendFile(app: App, file: ForecastFile, request: FastifyRequest, reply: FastifyReply) {
  const { artifact, made, name } = file;
  const tag = made ? tagOf(JSON.stringify([artifact.hash, made])) : `"${artifact.hash}"`;
  if (isUnchanged(tag, mayChange, request, reply)) return reply;
  const left = new AbortController();
  reply.raw.once('close', () => left.abort(new Error('the reader has left')));
  const opened = await openForecastFile(app, file, left.signal).catch((error: unknown) => {
    if (!left.signal.aborted) throw error;
    return undefined;
  });
  // Nobody is there to be answered.
  if (!opened) return reply.hijack();
  if ('path' in opened) return sendBytes(opened.path, { artifact, name }, reply);
  return asFile({ extension: made?.as ?? artifact.extension, name }, reply).send(opened.bytes);
}

/** The bytes that an address always has. */
export async function sendBlob(
  app: App,
  blob: { readonly artifact: ArtifactRef; readonly name: string },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (isUnchanged(`"${blob.artifact.hash}"`, never, request, reply)) return reply;
  const { store } = await app.openStorage();
  return sendBytes(await store.localPath(blob.artifact), blob, reply);
}

function sendBytes(
  path: string,
  { artifact, name }: { readonly artifact: ArtifactRef; readonly name: string },
  reply: FastifyReply,
): FastifyReply {
  const { extension, bytes } = artifact;
  return asFile({ extension, name }, reply).header('content-length', bytes).send(createReadStream(path));
}

function asFile({ extension, name }: { readonly extension: string; readonly name: string }, reply: FastifyReply) {
  return reply
    .type(mediaTypes[extension] ?? 'application/octet-stream')
    .header('content-disposition', disposition(name));
}

/** A file's name as RFC 6266 has it: also where it has letters beyond ASCII. */
function disposition(name: string): string {
  return `attachment; filename="${name.replaceAll(/[^ -~]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Whether the caller has it already: then 304 is the answer. */
function isUnchanged(tag: string, caching: string, request: FastifyRequest, reply: FastifyReply): boolean {
  reply.header('etag', tag).header('cache-control', caching);
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!known?.includes(tag)) return false;
  reply.code(304).send();
  return true;
}
