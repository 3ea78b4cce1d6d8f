import { shuffle } from "../goal/data/split-samples.ts";
import { createRandom } from "../numeric/random.ts";

/** The order in which a training sees its samples. */
export interface SampleBatches {
  /** Batches that make an epoch. */
  readonly perEpoch: number;
  /**
   * The samples of question `asked` (from 0). Every epoch has an order of its own, drawn from the seed and the epoch's number alone, so that a
   * training can go on from any question. All samples at once are always the same array.
   */
  at(asked: number): Int32Array;
}

/** Deal the samples out in batches of `size`; the last one of an epoch has what is left. */
export function dealBatches(rows: Int32Array, size: number, seed: number): SampleBatches {
  if (size >= rows.length) return { perEpoch: 1, at: () => rows };
  const perEpoch = Math.ceil(rows.length / size);
  const random = createRandom(seed);
  let known: { readonly epoch: number; readonly order: readonly number[] } | undefined;
  return {
    perEpoch,
    at(asked) {
      const epoch = Math.floor(asked / perEpoch);
      if (known?.epoch !== epoch) known = { epoch, order: shuffle([...rows], random.split(epoch)) };
      const first = (asked % perEpoch) * size;
      return Int32Array.from(known.order.slice(first, first + size));
    },
  };
}
