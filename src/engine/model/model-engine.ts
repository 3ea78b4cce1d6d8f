import type { Circuit } from "../../circuit/circuit.ts";
import type { AcExperiment, DcExperiment, TransientExperiment } from "../../experiment/experiment.ts";
import { buildNetwork, type Network } from "../../network/network.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Engine } from "../engine.ts";
import { createAcRunner } from "./ac-runner.ts";
import { createDcRunner } from "./dc-runner.ts";
import { createModelSession, type ModelRunner } from "./model-session.ts";
import { createPointSolver, type PointSolver } from "./point-solver.ts";
import { createTransientRunner } from "./transient-runner.ts";

/**
 * The engine that solves the compiled network itself: modified nodal analysis and sparse LU. Linear circuits: AC sweeps, operating points, and
 * transients by the trapezoidal rule. Operating points also with diodes, by Newton's method.
 * `open` fails with `unsupported` and the element's name where another device stands in the circuit.
 */
export function createModelEngine(): Engine {
  const pointSolvers: PointSolvers = new WeakMap();
  return {
    name: "model",
    async open(experiment) {
      const runner =
        experiment.kind === "dc" ? createPointRunner(experiment, pointSolvers) : createRunner(experiment);
      return runner.kind === "failed" ? runner : succeed(createModelSession(runner.value));
    },
    async close() {},
  };
}

function createRunner(experiment: AcExperiment | TransientExperiment): Outcome<ModelRunner> {
  const network = refuseDevices(buildNetwork(experiment.circuit));
  if (network.kind === "failed") return network;
  return experiment.kind === "ac"
    ? succeed(createAcRunner(experiment, network.value))
    : createTransientRunner(experiment, network.value);
}

/** A training over samples opens a session for every batch: the equations are laid out once for a circuit. */
type PointSolvers = WeakMap<Circuit, Outcome<PointSolver>>;

function createPointRunner(experiment: DcExperiment, known: PointSolvers): Outcome<ModelRunner> {
  const { circuit } = experiment;
  const solver = known.get(circuit) ?? createPointSolver(buildNetwork(circuit));
  known.set(circuit, solver);
  return solver.kind === "failed" ? solver : succeed(createDcRunner(experiment, solver.value));
}

/** The network, unless there is an element in it that has no linear model. */
export function refuseDevices(network: Network): Outcome<Network> {
  const [first, ...rest] = network.devices;
  if (!first) return succeed(network);
  const others = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
  return fail(
    "unsupported",
    `The model engine solves linear circuits only, except operating points with diodes: it has no model of ${first.name}${others}. Use the ngspice engine.`,
  );
}
