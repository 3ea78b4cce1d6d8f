import { createRandom, type Random } from "../../numeric/random.ts";

/** Which samples train, which are kept aside to end the training early, and which are only judged. Numbers in the data set, ascending. */
export interface SampleParts {
  readonly train: Int32Array;
  readonly validate: Int32Array;
  readonly test: Int32Array;
}

/** How samples are parted. */
export interface SplitRule {
  /** Part of all samples that is not kept for the test, in (0, 1]. */
  readonly train: number;
  /** Part of those that is kept aside for validation, in [0, 1). */
  readonly validate: number;
  readonly seed: number;
  /** Samples of one group stay together. */
  groupOf(sample: number): string;
  /** Every stratum of groups is split in the same proportion, as far as its number of groups lets it. */
  stratumOf(sample: number): string;
}

/** Split samples at random by a seed. */
export function splitSamples(samples: Int32Array, rule: SplitRule): SampleParts {
  const random = createRandom(rule.seed);
  const [kept, test] = divide(samples, rule.train, rule, random.split(0));
  const [train, validate] = divide(kept, 1 - rule.validate, rule, random.split(1));
  return { train, validate, test };
}

/** Divide samples into a fraction and the rest. Where a stratum has two groups or more and the fraction is below 1, both sides get one. */
function divide(
  samples: Int32Array,
  fraction: number,
  { groupOf, stratumOf }: SplitRule,
  random: Random,
): readonly [Int32Array, Int32Array] {
  if (fraction >= 1) return [samples, new Int32Array(0)];
  const strata = new Map<string, Set<string>>();
  const stratumOfGroup = new Map<string, string>();
  for (const sample of samples) {
    const group = groupOf(sample);
    if (stratumOfGroup.has(group)) continue;
    const stratum = stratumOf(sample);
    stratumOfGroup.set(group, stratum);
    strata.set(stratum, (strata.get(stratum) ?? new Set()).add(group));
  }
  const first = new Set<string>();
  for (const groups of strata.values()) {
    const shuffled = shuffle([...groups], random);
    const wanted = Math.round(fraction * shuffled.length);
    const count = shuffled.length < 2 ? wanted : Math.min(Math.max(wanted, 1), shuffled.length - 1);
    for (const group of shuffled.slice(0, count)) first.add(group);
  }
  return [
    samples.filter((sample) => first.has(groupOf(sample))),
    samples.filter((sample) => !first.has(groupOf(sample))),
  ];
}

/** A shuffled copy (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}
