import { createModelEngine, createNgspiceEngine, train } from "../src/index.ts";
import { createRandom } from "../src/numeric/random.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import { seventhOrderLadder, writeAnnotated } from "./ladder-netlist.ts";
import { printTable } from "./table.ts";

/** The 7th-order ladder from six seeded starts, every value up to three times off, to a cost of 1e-6 (1.4 thousandths of a decibel). */
export async function measure(): Promise<void> {
  const engines = [createModelEngine(), createNgspiceEngine()];
  const rows: (string | number)[][] = [];
  for (let seed = 1; seed <= 6; seed++) {
    const random = createRandom(seed);
    const factors = Array.from({ length: 7 }, () => 3 ** (2 * random.uniform() - 1));
    const text = writeAnnotated(seventhOrderLadder(factors), "C* L*", "stop=1e-6");
    for (const engine of engines) {
      const start = performance.now();
      const { analyses, steps, cost } = expectValue(await train(compileGenerated(text), { engine }));
      rows.push([seed, engine.name, cost.initial, cost.final, steps, analyses, performance.now() - start]);
    }
  }
  for (const engine of engines) await engine.close();
  printTable(
    "7th-order Butterworth ladder in dB, 61 frequencies, six starts; milliseconds in one process",
    ["start", "engine", "cost before", "cost after", "steps", "analyses", "ms"],
    rows,
  );
}
