import type { RandomStream } from '../../forecasting/random.ts';

/** A standard normal draw (Box and Muller; the second of the pair is not kept, so that every call takes two draws). */
export function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A number from an interval, every one equally likely. */
export function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random();
}

/** One of a list, every one equally likely. */
export function oneOf<T>(random: RandomStream, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

/**
 * A gamma draw of mean 1 and shape `shape` >= 1 (Marsaglia and Tsang 2000, "A simple method for generating gamma
 * variables").
 */
function gamma(random: RandomStream, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    if (Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

/** A Poisson draw: by products of uniforms (Knuth) up to a mean of 12, by the rounded normal above it. */
export function poisson(random: RandomStream, mean: number): number {
  if (mean > 12) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** A negative binomial draw as a Poisson of a gamma: variance mean + mean² / shape, shape >= 1. */
export function negativeBinomial(random: RandomStream, mean: number, shape: number): number {
  return poisson(random, mean * gamma(random, shape));
}
