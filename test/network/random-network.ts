import { createRandom } from "../../src/numeric/random.ts";

/** Cards of a seeded random network: connected, every node tied to ground through resistors; the first card is the drive. */
export function randomNetwork(
  seed: number,
  { nodes = 8, controlled = false, voltageSources = true } = {},
): string {
  const random = createRandom(seed);
  const pick = () => random.integer(nodes + 1);
  const other = (than: number) => {
    const node = random.integer(nodes);
    return node === than ? nodes : node;
  };
  const log = (low: number, high: number) => (low * (high / low) ** random.uniform()).toExponential(6);
  const cards = [voltageSources ? "V1 1 0 1 ac 1 20" : "I1 0 1 1 ac 1 20"];
  for (let node = 1; node <= nodes; node++)
    cards.push(`Rt${node} ${node} ${random.integer(node)} ${log(10, 1e4)}`);
  for (let k = 0; k < nodes; k++) {
    const a = pick();
    cards.push(`R${k} ${a} ${other(a)} ${log(10, 1e4)}`);
    const b = pick();
    cards.push(`C${k} ${b} ${other(b)} ${log(1e-11, 1e-8)}`);
    const c = pick();
    // A resistor in series with every inductor, so that inductors and sources never form a loop.
    cards.push(`L${k} ${c} l${k} ${log(1e-6, 1e-3)}`, `Rl${k} l${k} ${other(c)} ${log(1, 100)}`);
  }
  cards.push(
    `K1 L0 L1 ${(0.9 * random.uniform()).toFixed(4)}`,
    `K2 L2 L3 ${(0.9 * random.uniform()).toFixed(4)}`,
  );
  cards.push(`I2 ${pick()} ${nodes} 1m ac ${log(1e-4, 1e-2)}`);
  if (controlled) {
    cards.push(`G1 ${other(4)} 4 1 2 ${log(1e-5, 1e-3)}`, `G2 2 0 3 0 ${log(1e-5, 1e-3)}`);
    cards.push(`E1 e1 0 2 3 ${log(0.1, 3)}`, `Re1 e1 ${pick()} ${log(10, 1e3)}`);
    cards.push(`Vs s1 0 0`, `Rs1 s1 ${nodes} ${log(10, 1e3)}`, `F1 ${other(2)} 2 Vs ${log(0.1, 2)}`);
    cards.push(`H1 h1 0 Vs ${log(1, 100)}`, `Rh1 h1 3 ${log(10, 1e3)}`);
  }
  return cards.join("\n");
}
