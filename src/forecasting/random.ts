/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
export type RandomStream = () => number;

/**
 * A seeded generator of uniform numbers: sfc32 (Chris Doty-Humphrey's "small fast counter"), 32 bits a draw.
 * `labels` set streams with one seed apart, e.g. `randomStream(seed, 'weights')`.
 */
export function randomStream(seed: number, ...labels: readonly (string | number)[]): RandomStream {
  let a = hash32(`${seed}`);
  let b = hash32(`a/${seed}/${labels.join('/')}`);
  let c = hash32(`b/${labels.join('/')}/${seed}`);
  let counter = 1;
  const draw = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  // The first draws still show the seed's pattern.
  for (let i = 0; i < 15; i++) draw();
  return draw;
}

/** FNV-1a, 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Shuffles in place, every order equally likely (Fisher and Yates). */
export function shuffle(values: Int32Array, random: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
}
