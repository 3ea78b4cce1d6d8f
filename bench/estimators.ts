import { compareGradients } from "../src/gradient/compare-gradients.ts";
import { type EstimatorName, estimatorNames } from "../src/gradient/estimator.ts";
import { createModelEngine, createNgspiceEngine, type Engine, gradient } from "../src/index.ts";
import { type EstimatorCircuit, estimatorCircuits } from "./estimator-circuits.ts";
import { printTable } from "./table.ts";

/** A gradient, and the values where it was taken. */
interface Gradient {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
}

/**
 * Every estimator on circuits of every analysis, against central finite differences of the same engine; and the
 * adjoint of the two engines against each other, which no step limits. A cell reads: largest relative error,
 * cosine in log-values, analyses for one gradient; `-` where the rule says that it is not valid, `failed` where it ran into something.
 */
export async function measure(): Promise<void> {
  // `--only=periodic` for the groups whose name holds that word.
  const only =
    process.argv
      .find((word) => word.startsWith("--only="))
      ?.slice(7)
      .toLowerCase() ?? "";
  const engines = [createModelEngine(), createNgspiceEngine()];
  const failures: string[] = [];
  for (const { analysis, circuits } of estimatorCircuits()) {
    if (!analysis.toLowerCase().includes(only)) continue;
    const rows: string[][] = [];
    const pairs: string[][] = [];
    for (const circuit of circuits) {
      const exact = await Promise.all(engines.map((engine) => takeExact(circuit, engine)));
      if (exact.every((gradient) => gradient !== undefined)) {
        const [one, other] = exact as [Gradient, Gradient];
        const { maxRelativeError } = compareGradients(one.theta, other.gradient, one.gradient);
        pairs.push([circuit.name, maxRelativeError.toExponential(0)]);
      }
      for (const engine of engines) {
        const witness = await takeWitness(circuit, engine);
        // The model engine has no devices: such a circuit has one row.
        if (witness === undefined) continue;
        if (typeof witness === "string") {
          failures.push(`${circuit.name}, ${engine.name}: ${witness}`);
          continue;
        }
        const cells: string[] = [];
        for (const name of estimatorNames) {
          cells.push(await describe(circuit, engine, name, witness, failures));
        }
        rows.push([circuit.name, engine.name, ...cells]);
      }
    }
    // A rule that is valid nowhere here would be a column of dashes.
    const kept = estimatorNames.filter((_, k) => rows.some((row) => row[k + 2] !== "-"));
    printTable(
      `${analysis}: relative error, cosine, analyses`,
      ["circuit", "engine", ...kept],
      rows.map((row) => [row[0]!, row[1]!, ...kept.map((name) => row[estimatorNames.indexOf(name) + 2]!)]),
    );
    if (pairs.length > 0) {
      printTable(
        `${analysis}: adjoint in ngspice against adjoint in model`,
        ["circuit", "relative error"],
        pairs,
      );
    }
    const without = estimatorNames.filter((name) => !kept.includes(name));
    if (without.length > 0) console.log(`\nnot valid for any of these: ${without.join(", ")}`);
  }
  for (const engine of engines) await engine.close();
  if (failures.length > 0) console.log(`\nnot computed:\n${[...new Set(failures)].join("\n")}`);
}

/** The adjoint in one engine; undefined where it cannot do the circuit or the rule is not valid. */
async function takeExact({ compilation }: EstimatorCircuit, engine: Engine): Promise<Gradient | undefined> {
  const report = await gradient(compilation, { engine, estimator: "adjoint" });
  if (report.kind === "failed") return undefined;
  const { parameters } = report.value;
  return {
    theta: Float64Array.from(parameters, ({ value }) => value),
    gradient: Float64Array.from(parameters, (parameter) => parameter.gradient),
  };
}

/** The witness of `gradient --check`: central differences of the same engine, extrapolated. */
async function takeWitness(
  { compilation }: EstimatorCircuit,
  engine: Engine,
): Promise<Gradient | string | undefined> {
  const report = await gradient(compilation, { engine, estimator: "finite-difference", check: true });
  if (report.kind === "failed") {
    const isBeyondModel = engine.name === "model" && report.reason === "unsupported";
    return isBeyondModel ? undefined : report.explanation;
  }
  const { parameters } = report.value;
  return {
    theta: Float64Array.from(parameters, ({ value }) => value),
    gradient: Float64Array.from(parameters, ({ witness }) => witness!),
  };
}

async function describe(
  { name: circuit, compilation }: EstimatorCircuit,
  engine: Engine,
  estimator: EstimatorName,
  witness: Gradient,
  failures: string[],
): Promise<string> {
  const report = await gradient(compilation, { engine, estimator });
  if (report.kind === "failed") {
    if (report.reason === "unsupported") return "-";
    failures.push(`${circuit}, ${engine.name}, ${estimator}: ${report.explanation}`);
    return "failed";
  }
  const { parameters, analyses } = report.value;
  const estimate = Float64Array.from(parameters, (parameter) => parameter.gradient);
  const { maxRelativeError, cosine } = compareGradients(witness.theta, estimate, witness.gradient);
  return `${maxRelativeError.toExponential(0)} ${cosine.toFixed(6)} ${analyses}`;
}
