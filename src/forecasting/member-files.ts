import { MemberFilesError } from './errors.ts';

/**
 * How a fitted member is kept: `member.json`, a specification of version 1 whose `arrays` list names every array in the order
 * of the binary, and `arrays.bin`, the arrays one after another as little-endian floats. 64-bit floats come first, so
 * every array starts at a multiple of its width.
 */
interface MemberSpecification {
  readonly version: 1;
  readonly arrays: readonly { readonly name: string; readonly bits: 32 | 64; readonly length: number }[];
  readonly content: unknown;
}

export type FloatArray = Float32Array | Float64Array;

/** The file that says what the others hold. */
export const specificationFile = 'member.json';
const arraysFile = 'arrays.bin';

/** Writes a JSON-serialisable content and named arrays into files. */
export function packMember(content: unknown, arrays: ReadonlyMap<string, FloatArray>): Map<string, Uint8Array> {
  const ordered = [...arrays].sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  const bytes = new Uint8Array(ordered.reduce((sum, [, array]) => sum + array.byteLength, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [, array] of ordered) {
    for (const value of array) {
      if (array.BYTES_PER_ELEMENT === 8) view.setFloat64(offset, value, true);
      else view.setFloat32(offset, value, true);
      offset += array.BYTES_PER_ELEMENT;
    }
  }
  const specification: MemberSpecification = {
    version: 1,
    arrays: ordered.map(([name, array]) => ({
      name,
      bits: array.BYTES_PER_ELEMENT === 8 ? 64 : 32,
      length: array.length,
    })),
    content,
  };
  return new Map([
    [specificationFile, new TextEncoder().encode(JSON.stringify(specification))],
    [arraysFile, bytes],
  ]);
}

/** What `packMember` wrote. */
export interface UnpackedMember {
  readonly content: unknown;
  /** @throws MemberFilesError where the array is absent or of the other width */
  float64(name: string): Float64Array;
  float32(name: string): Float32Array;
}

/** @throws MemberFilesError where a file is missing, of another version or too short */
export function unpackMember(files: ReadonlyMap<string, Uint8Array>): UnpackedMember {
  const specification = readSpecification(fileOf(files, specificationFile));
  const bytes = fileOf(files, arraysFile);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays = new Map<string, FloatArray>();
  let offset = 0;
  for (const { name, bits, length } of specification.arrays) {
    const end = offset + (bits / 8) * length;
    if (end > bytes.byteLength) throw new MemberFilesError(arraysFile, `it ends before the array "${name}" does`);
    const array = bits === 64 ? new Float64Array(length) : new Float32Array(length);
    for (let i = 0; i < length; i++, offset += bits / 8) {
      array[i] = bits === 64 ? view.getFloat64(offset, true) : view.getFloat32(offset, true);
    }
    arrays.set(name, array);
  }
  return {
    content: specification.content,
    float64: (name) => {
      const array = arrays.get(name);
      if (array instanceof Float64Array) return array;
      throw new MemberFilesError(arraysFile, `it has no 64-bit array "${name}"`);
    },
    float32: (name) => {
      const array = arrays.get(name);
      if (array instanceof Float32Array) return array;
      throw new MemberFilesError(arraysFile, `it has no 32-bit array "${name}"`);
    },
  };
}

/** Names of the arrays that hold a number that is not finite. Looks at no other file. */
export function notFiniteArrays(files: ReadonlyMap<string, Uint8Array>): string[] {
  const { arrays } = readSpecification(fileOf(files, specificationFile));
  const unpacked = unpackMember(files);
  return arrays.flatMap(({ name, bits }) => {
    const values: FloatArray = bits === 64 ? unpacked.float64(name) : unpacked.float32(name);
    return values.every((value) => Number.isFinite(value)) ? [] : [name];
  });
}

/** The preset a member was fitted with; absent for one without presets or files. Looks at the specification alone. */
export function presetOf(files: ReadonlyMap<string, Uint8Array>): string | undefined {
  if (!files.has(specificationFile)) return undefined;
  const { content } = readSpecification(fileOf(files, specificationFile));
  return (content as { readonly preset?: string }).preset;
}

/** What a member wrote besides its arrays. Looks at the specification alone. @throws MemberFilesError as `unpackMember` */
export function contentOf(files: ReadonlyMap<string, Uint8Array>): unknown {
  return readSpecification(fileOf(files, specificationFile)).content;
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new MemberFilesError(name, 'it is missing');
  return bytes;
}

function readSpecification(bytes: Uint8Array): MemberSpecification {
  let parsed: Omit<MemberSpecification, 'version'> & { readonly version: number };
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes)) as typeof parsed;
  } catch (cause) {
    throw new MemberFilesError(specificationFile, 'it is not JSON', { cause });
  }
  if (parsed.version !== 1) throw new MemberFilesError(specificationFile, `its version is ${parsed.version}, not 1`);
  return { ...parsed, version: 1 };
}
