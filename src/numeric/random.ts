/** A seeded stream of pseudo-random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal: mean 0, variance 1. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** A stream of its own, which depends on the seed and the label alone, not on what was drawn before. */
  split(label: number): Random;
}

/**
 * xoshiro128** (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021), its four words filled from the
 * seed by splitmix32. The seed is any finite number; two that differ give different streams.
 */
export function createRandom(seed: number): Random {
  const bits = new Uint32Array(new Float64Array([seed]).buffer);
  return fromKey([bits[0]!, bits[1]!]);
}

function fromKey(key: readonly [number, number]): Random {
  const mix = splitmix32(key);
  const state = Uint32Array.of(mix(), mix(), mix(), mix() | 1);
  let spare: number | undefined;

  const word = (): number => {
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]! ^ a;
    const d = state[3]! ^ b;
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = rotateLeft(d, 11);
    return Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  };
  const uniform = (): number => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 0x20000000000000;

  return {
    uniform,
    normal() {
      // Marsaglia's polar method makes two at a time.
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square === 0 || square >= 1) continue;
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    },
    integer: (below) => Math.floor(uniform() * below),
    split(label) {
      const next = splitmix32([key[0] ^ 0x9e3779b9, key[1] ^ Math.imul(label + 1, 0x85ebca6b)]);
      return fromKey([next(), next()]);
    },
  };
}

function splitmix32(key: readonly [number, number]): () => number {
  let counter = key[0] >>> 0;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let z = counter ^ key[1];
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35) ^ key[1];
    z = Math.imul(z ^ (z >>> 15), 0x27d4eb2f);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
