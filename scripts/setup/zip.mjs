import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/** @typedef {{ name: string, deflated: boolean, compressedBytes: number, headerOffset: number }} ZipMember */

/**
 * Unpacks chosen members of a zip archive (a Python wheel is one). Node has no reader of its own, and `unzip` is not on
 * every machine. Archives beyond 4 GB (zip64) are not read.
 *
 * @param {string} archive
 * @param {(name: string) => string | undefined} targetOf the file a member goes to, or `undefined` to leave it out
 */
export async function unzip(archive, targetOf) {
  const handle = await open(archive);
  try {
    for (const member of await readDirectory(handle)) {
      const target = member.name.endsWith('/') ? undefined : targetOf(member.name);
      if (target !== undefined) await extract(handle, archive, member, target);
    }
  } finally {
    await handle.close();
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @returns {Promise<ZipMember[]>}
 */
async function readDirectory(handle) {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - END_OF_DIRECTORY_BYTES - LONGEST_COMMENT), size);
  let end = tail.length - END_OF_DIRECTORY_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('not a zip archive, or cut short');
  const start = tail.readUInt32LE(end + 16);
  const directory = await readAt(handle, start, start + tail.readUInt32LE(end + 12));
  const members = [];
  for (let at = 0; at < directory.length;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    members.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      deflated: directory.readUInt16LE(at + 10) === 8,
      compressedBytes: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {string} archive
 * @param {ZipMember} member
 * @param {string} target
 */
async function extract(handle, archive, member, target) {
  const header = await readAt(handle, member.headerOffset, member.headerOffset + 30);
  const start = member.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  const out = createWriteStream(target);
  if (member.compressedBytes === 0) return void out.end();
  const bytes = createReadStream(archive, { start, end: start + member.compressedBytes - 1, highWaterMark: 1 << 20 });
  await (member.deflated ? pipeline(bytes, createInflateRaw({ chunkSize: 1 << 20 }), out) : pipeline(bytes, out));
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {number} start
 * @param {number} end
 */
async function readAt(handle, start, end) {
  const buffer = Buffer.alloc(end - start);
  await handle.read(buffer, 0, buffer.length, start);
  return buffer;
}
