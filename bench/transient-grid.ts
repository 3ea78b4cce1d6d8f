import { adjoint } from "../src/gradient/adjoint.ts";
import { runFree } from "../src/gradient/free-run.ts";
import { createModelEngine, createNgspiceEngine, emptyHost, gradient } from "../src/index.ts";
import { openProblem } from "../src/training/open-problem.ts";
import { verifyNetlist } from "../src/training/verify-netlist.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import { type EstimatorCircuit, estimatorCircuits } from "./estimator-circuits.ts";
import { timeRuns } from "./stopwatch.ts";
import { printTable } from "./table.ts";

/** Parts of the deck's own step. */
const PARTS = [1, 2, 4];
/** Of the reference: ngspice with its own step control, and no step longer than this part. */
const FINEST = 64;

/**
 * Transients on the fixed grid at three step sizes: the gradient of the discrete simulation is exact at each, and its cost tends to that of
 * the deck's own run as h². Then the time of a long drive with its reversed nudge.
 */
export async function measure(): Promise<void> {
  const circuits = estimatorCircuits().find(({ analysis }) => analysis === "Transient")!.circuits;
  const [model, ngspice] = [createModelEngine(), createNgspiceEngine()];
  const gradients: (string | number)[][] = [];
  const costs: (string | number)[][] = [];
  for (const circuit of circuits) {
    const reference = await runFreely(circuit, ngspice);
    for (const engine of [model, ngspice]) {
      const errors: string[] = [];
      const distances: number[] = [];
      for (const part of PARTS) {
        const compilation = circuit.recompile(withStep(circuit.text, part));
        const report = await gradient(compilation, { engine, estimator: "adjoint", check: true });
        if (report.kind === "failed") break;
        errors.push(report.value.check!.maxRelativeError.toExponential(0));
        distances.push(Math.abs(report.value.cost - reference) / reference);
      }
      // The model engine has no devices.
      if (errors.length < PARTS.length) continue;
      gradients.push([circuit.name, engine.name, ...errors]);
      costs.push([
        circuit.name,
        engine.name,
        ...distances.map((distance) => distance.toExponential(1)),
        (distances[0]! / distances[1]!).toFixed(2),
        (distances[1]! / distances[2]!).toFixed(2),
      ]);
    }
  }
  printTable(
    "Transient: relative error of the adjoint against differences at three step sizes",
    ["circuit", "engine", "h", "h/2", "h/4"],
    gradients,
  );
  printTable(
    "Transient: relative distance of the cost from that of the deck's own run, and its ratios",
    ["circuit", "engine", "h", "h/2", "h/4", "h : h/2", "h/2 : h/4"],
    costs,
  );
  await timeLongDrive(ngspice);
  await Promise.all([model, ngspice].map((engine) => engine.close()));
}

/** The cost by ngspice's own step control on the text as it stands, with no step longer than a small part of the deck's. */
async function runFreely(
  { name, text }: EstimatorCircuit,
  engine: ReturnType<typeof createNgspiceEngine>,
): Promise<number> {
  const fine = withStep(text, FINEST).replace(/^\.end$/m, ".options reltol=1e-6\n.end");
  return expectValue(await verifyNetlist({ name, text: fine }, emptyHost, engine)).cost;
}

function withStep(text: string, part: number): string {
  return text.replace(
    /^\.tran +(\d*\.?\d+)(\S*)/m,
    (_, number: string, suffix: string) => `.tran ${Number(number) / part}${suffix}`,
  );
}

/** A drive of 5000 samples and its reversed nudge through a ladder of 15 elements, every run with other values. */
async function timeLongDrive(engine: ReturnType<typeof createNgspiceEngine>): Promise<void> {
  const sections = Array.from(
    { length: 5 },
    (_, k) => `R${k} n${k} m${k} 10\nL${k} m${k} n${k + 1} 1u\nC${k} n${k + 1} 0 1n`,
  );
  const { circuit, objectives } = compileGenerated(
    `ladder\nV1 n0 0 sin(0 1 300k)\n${sections.join("\n")}\nRl n5 0 50\n.tran 1n 5u uic\n* @train R* L* C*\n* @goal v(n5) = 0.3\n.end\n`,
  );

  const opened = expectValue(await openProblem(circuit, objectives, engine));
  const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
  const take = async () => {
    theta[0]! *= 1.001;
    const free = expectValue(await runFree(opened.problem, theta));
    expectValue(await adjoint.estimate(opened.problem, free, { want: "gradient", beta: "auto" }));
  };
  await timeRuns(3, take);
  const spent: number[] = [];
  const { minimum, median } = await timeRuns(20, async () => {
    const before = process.cpuUsage();
    await take();
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / 1000);
  });
  await opened.close();
  printTable(
    "A gradient of 16 parameters over 5000 samples in ngspice, warm: milliseconds for the drive and its reversed nudge",
    ["minimum", "median", "least processor time"],
    [[minimum, median, Math.min(...spent)]],
  );
}
