import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../scripts/setup/zip.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

interface Member {
  readonly name: string;
  readonly text: string;
  readonly deflated: boolean;
}

/** An archive with the fields the format asks for, and a comment at its end as some tools leave. */
function zipOf(members: readonly Member[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, deflated } of members) {
    const data = deflated ? deflateRawSync(text) : Buffer.from(text);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(deflated ? 8 : 0, 4);
    shared.writeUInt32LE(crc32(text), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(Buffer.byteLength(text), 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, tail, Buffer.from(name)]));
    bodies.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(7, 16);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\u0005\u0006'), end, Buffer.from('comment')]);
}

describe('unzip', () => {
  test('unpacks the chosen members, stored and deflated', async () => {
    const dir = await temporaryDirectory();
    const archive = join(dir, 'a.whl');
    await writeFile(
      archive,
      zipOf([
        { name: 'lib/', text: '', deflated: false },
        { name: 'lib/stored.so', text: 'as it is', deflated: false },
        { name: 'lib/deflated.so', text: 'again '.repeat(1_000), deflated: true },
        { name: 'lib/left-out.py', text: 'no', deflated: false },
        { name: 'include/empty.h', text: '', deflated: false },
      ]),
    );
    const wanted = (name: string) => (name.endsWith('.py') ? undefined : join(dir, 'out', name));
    await unzip(archive, wanted);
    expect(await readFile(join(dir, 'out/lib/stored.so'), 'utf8')).toBe('as it is');
    expect(await readFile(join(dir, 'out/lib/deflated.so'), 'utf8')).toBe('again '.repeat(1_000));
    expect(await readFile(join(dir, 'out/include/empty.h'), 'utf8')).toBe('');
    await expect(readFile(join(dir, 'out/lib/left-out.py'))).rejects.toThrow('ENOENT');
  });

  test('refuses an archive that was cut short', async () => {
    const archive = join(await temporaryDirectory(), 'a.whl');
    await writeFile(archive, zipOf([{ name: 'a', text: 'a', deflated: false }]).subarray(0, 40));
    await expect(unzip(archive, () => undefined)).rejects.toThrow('not a zip archive, or cut short');
  });
});
