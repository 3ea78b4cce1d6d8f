import { createRandom } from "../src/numeric/random.ts";
import { SOUND_PERIOD } from "./vowel-sounds.ts";

/** What is asked of a network. */
export interface VowelTask {
  readonly vowels: readonly string[];
  readonly nodes: number;
  /** Branches to other nodes at a node, on average. */
  readonly degree: number;
}

/** Part of the speakers that is trained on. */
const SPLIT = 0.75;
/** Probabilities are the shares of P^(1/temperature). */
const TEMPERATURE = 0.3;

/**
 * A disordered network: a random tree with further branches, each a resistor, a coil and a capacitor side by side, and the same from each
 * node to ground. Branches resonate between 150 Hz and 4 kHz with characteristic impedances of 300 Ω to 3 kΩ and a Q of 3. The sound
 * drives node 1 through 1 kΩ; the last nodes are the outputs, one for each vowel.
 */
export function vowelNetlist({ vowels, nodes, degree }: VowelTask, seed: number): string {
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low * (high / low) ** random.uniform();
  const name = (node: number): string => (node === 0 ? "0" : `n${node}`);
  const cards: string[] = [];
  const known = new Set<string>();
  const join = (a: number, b: number): void => {
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (a === b || known.has(key)) return;
    known.add(key);
    const [index, angular, impedance] = [known.size, 2 * Math.PI * between(150, 4000), between(300, 3000)];
    const ends = `${name(a)} ${name(b)}`;
    cards.push(
      `R${index} ${ends} ${(3 * impedance).toPrecision(4)}`,
      `L${index} ${ends} ${(impedance / angular).toPrecision(4)}`,
      `C${index} ${ends} ${(1 / (impedance * angular)).toPrecision(4)}`,
    );
  };
  for (let node = 2; node <= nodes; node++) join(node, 1 + random.integer(node - 1));
  while (known.size < (nodes * degree) / 2) join(1 + random.integer(nodes), 1 + random.integer(nodes));
  for (let node = 1; node <= nodes; node++) join(node, 0);
  const powers = vowels.map((_, index) => `ln(power(v(n${nodes - index})))`);
  return [
    `A disordered network that tells ${vowels.join(", ")}`,
    "Vin src 0 0",
    "Rin src n1 1k",
    ...cards,
    `.tran 10u ${SOUND_PERIOD}`,
    `* @periodic ${SOUND_PERIOD}`,
    "* @train R* L* C*",
    `* @data "vowels.json" Vin=wave split=${SPLIT} group=speaker stratify=type seed=${seed} normalise=standard`,
    `* @classify vowel by ${powers.join(", ")}`,
    `* @+ labels="${vowels.join(",")}" temperature=${TEMPERATURE}`,
    ".end",
    "",
  ].join("\n");
}
