import { createModelEngine, createNgspiceEngine, type Engine, train } from "../src/index.ts";
import { compileWithData, expectValue } from "./built-library.ts";
import { numberOption } from "./number-option.ts";
import { printTable } from "./table.ts";

/** Steps after which the process has reached its working size. */
const SETTLED = 500;

const network = [
  "exclusive or by resistors and diodes",
  "Va a 0 0",
  "Vna na 0 0",
  "Vb b 0 0",
  "Vnb nb 0 0",
  "R1 a h1 1k",
  "R2 nb h1 2k",
  "R3 na h2 3k",
  "R4 b h2 1k",
  "D1 h1 out dm",
  "D2 h2 out dm",
  "R5 out 0 2k",
  ".model dm d is=1e-9",
  ".op",
  '* @data "xor.csv" Va=a Vna=na Vb=b Vnb=nb',
  "* @train R*",
  "* @goal v(out) = data(y)",
];
const table = "a,na,b,nb,y\n0,1,0,1,0.1\n0,1,1,0,0.35\n1,0,0,1,0.35\n1,0,1,0,0.1\n";

/** How much a long training grows: batches of 2 in a network of diodes (ngspice) and of resistors (both), 10 000 steps, --steps=n for another number. */
export async function measure(): Promise<void> {
  const steps = numberOption("steps", 10_000);
  const linear = network
    .filter((line) => !/^D|^\.model/.test(line))
    .join("\n")
    .replace(" h2 ", " out ");
  const rows = [
    await trainLong("model, resistors", linear, createModelEngine(), steps),
    await trainLong("ngspice, diodes", network.join("\n"), createNgspiceEngine(), steps),
  ];
  printTable(
    `${steps} steps of batches; resident memory of the process in MB`,
    ["training", `after ${SETTLED}`, "at the end", "most", "growth", "ms a step"],
    rows,
  );
}

async function trainLong(
  name: string,
  cards: string,
  engine: Engine,
  steps: number,
): Promise<(string | number)[]> {
  const text = `${cards}\n* @learn batch=2 rate=0.001 steps=${steps}\n.end\n`;
  const sizes: number[] = [];
  const started = performance.now();
  const result = await train(compileWithData(text, { "xor.csv": table }), {
    engine,
    onEvent(event) {
      if (event.kind === "step" && event.step % SETTLED === 0)
        sizes.push(process.memoryUsage().rss / 2 ** 20);
    },
  });
  const spent = performance.now() - started;
  await engine.close();
  expectValue(result);
  const last = sizes[sizes.length - 1]!;
  return [name, sizes[0]!, last, Math.max(...sizes), last - sizes[0]!, spent / steps];
}
