import type { Compilation } from "../src/index.ts";
import { createRandom } from "../src/numeric/random.ts";
import { compileWithData } from "./built-library.ts";

/**
 * Exclusive or by sixteen trained resistors and three diodes, with drawn starting values: inputs of 0 or 1 V and their opposites, three hidden
 * nodes, a diode from each to one output node (`up`) and a resistor to the other (`down`). `goal` reads `data(sign)`: 1 where exactly one input
 * is 1 V, -1 elsewhere.
 */
export function compileXor(seed: number, goal: string): Compilation {
  const random = createRandom(seed);
  const drawn = () => (500 * 10 ** random.uniform()).toPrecision(3);
  const inputs = ["a", "na", "b", "nb"];
  const hidden = ["h1", "h2", "h3"];
  let count = 0;
  const resistor = (ends: string): string => `R${++count} ${ends} ${drawn()}`;
  const text = [
    "Exclusive or by sixteen resistors",
    ...inputs.map((node) => `V${node} ${node} 0 0`),
    ...hidden.flatMap((node) => inputs.map((input) => resistor(`${input} ${node}`))),
    ...hidden.map((node, index) => `D${index + 1} ${node} up bend`),
    "Rload up 0 10k",
    ...hidden.map((node) => resistor(`${node} down`)),
    resistor("down 0"),
    ".model bend d(is=1e-9 n=1.5)",
    ".op",
    '* @data "xor.json" Va=a Vna=na Vb=b Vnb=nb',
    "* @train R? R1? min=100 max=100k",
    `* @goal apart: ${goal}`,
    ".end",
    "",
  ].join("\n");
  const samples = [0, 1].flatMap((a) =>
    [0, 1].map((b) => ({ a, na: 1 - a, b, nb: 1 - b, sign: a === b ? -1 : 1 })),
  );
  return compileWithData(text, { "xor.json": JSON.stringify(samples) });
}
