import { createModelEngine, createNgspiceEngine, gradient } from "../src/index.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import { type LadderNetlist, lineLadder, writeAnnotated, writeCards, writeDeck } from "./ladder-netlist.ts";
import { nativeVersion, openNative } from "./native-ngspice.ts";
import { timeRuns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

const POINTS = 200;
const STEP = 1e-6;

/** The whole gradient of a line ladder, in a process that is warm, beside what native ngspice takes by its own means. */
export async function measure(): Promise<void> {
  for (const parameters of [102, 202]) await measureLadder(parameters);
}

async function measureLadder(parameters: number): Promise<void> {
  const ladder = lineLadder(parameters, POINTS);
  const compilation = compileGenerated(writeAnnotated(ladder, "L* C* Rs Rl"));
  const rows: (string | number)[][] = [];
  const gradients: Float64Array[] = [];
  let base = Number.NaN;
  for (const engine of [createModelEngine(), createNgspiceEngine()]) {
    const take = async () => expectValue(await gradient(compilation, { engine }));
    await timeRuns(20, take);
    const { minimum, median } = await timeRuns(30, take);
    const report = await take();
    const byName = new Map(report.parameters.map(({ name, gradient: slope }) => [name, slope]));
    gradients.push(Float64Array.from(ladder.elements, ({ name }) => byName.get(name)!));
    if (Number.isNaN(base)) base = minimum;
    rows.push([`tellegen, ${engine.name}, warm`, report.analyses, minimum, median, minimum / base]);
    await engine.close();
  }
  const differences = await timeNative(ladder, rows, base);
  printTable(
    `Gradient of ${parameters} parameters, ${POINTS} frequencies; milliseconds`,
    ["what", "analyses", "minimum", "median", "/ model"],
    rows,
  );
  const [model, ngspice] = gradients;
  console.log(`\nengines agree to ${distance(ladder, model!, ngspice!).toExponential(1)}`);
  if (differences)
    console.log(
      `and with native forward differences to ${distance(ladder, model!, differences).toExponential(1)}`,
    );
}

/** Largest difference of θ ∂C/∂θ, relative to the largest of them. */
function distance({ elements }: LadderNetlist, a: Float64Array, b: Float64Array): number {
  const scaled = (slopes: Float64Array) => elements.map(({ value }, n) => value * slopes[n]!);
  const largest = Math.max(...scaled(a).map(Math.abs));
  return Math.max(...scaled(a).map((value, n) => Math.abs(value - scaled(b)[n]!))) / largest;
}

/** Three ways of native ngspice: one process a difference, one process for all of them, `.sens`. Returns the gradient of the second. */
async function timeNative(
  ladder: LadderNetlist,
  rows: (string | number)[][],
  base: number,
): Promise<Float64Array | null> {
  const version = nativeVersion();
  if (version === null) {
    rows.push(["native ngspice: not installed", "-", "-", "-", "-"]);
    return null;
  }
  const native = openNative();
  const count = ladder.elements.length;
  const decks = [writeDeck(ladder), ...ladder.elements.map((_, n) => writeDeck(ladder, shifted(ladder, n)))];
  const processes = await timeRuns(2, () => {
    for (const deck of decks) native.simulate(deck);
  });
  rows.push([
    `ngspice-${version} -b, forward differences`,
    count + 1,
    processes.minimum,
    processes.median,
    processes.minimum / base,
  ]);
  let responses: readonly Float64Array[] = [];
  const script = differenceScript(ladder);
  const altered = await timeRuns(3, () => {
    responses = native.script(script);
  });
  rows.push([
    `ngspice-${version}, altered in one process`,
    count + 1,
    altered.minimum,
    altered.median,
    altered.minimum / base,
  ]);
  const sens = [
    writeCards(ladder),
    ".control",
    `sens v(out) ${ladder.analysis.slice(1)}`,
    "quit 0",
    ".endc",
    ".end",
    "",
  ];
  const sensitivity = await timeRuns(2, () => native.script(sens.join("\n")));
  rows.push([
    `ngspice-${version}, .sens`,
    "-",
    sensitivity.minimum,
    sensitivity.median,
    sensitivity.minimum / base,
  ]);
  native.close();
  const costs = responses.map((v) => v.reduce((sum, value) => sum + (value - 0.45) ** 2, 0) / (2 * v.length));
  return Float64Array.from(ladder.elements, ({ value }, n) => (costs[n + 1]! - costs[0]!) / (STEP * value));
}

function shifted({ elements }: LadderNetlist, which: number): readonly number[] {
  return elements.map(({ value }, n) => (n === which ? value * (1 + STEP) : value));
}

/** One process: alter each element in turn, sweep, append v(out) to out.raw. */
function differenceScript(ladder: LadderNetlist): string {
  const sweep = [ladder.analysis.slice(1), "write out.raw v(out)", "destroy all"];
  const body = ladder.elements.flatMap(({ name, value }) => [
    `alter ${name} = ${value * (1 + STEP)}`,
    ...sweep,
    `alter ${name} = ${value}`,
  ]);
  const control = [
    ".control",
    "set appendwrite",
    "save v(out)",
    ...sweep,
    ...body,
    "quit 0",
    ".endc",
    ".end",
    "",
  ];
  return [writeCards(ladder), ...control].join("\n");
}
