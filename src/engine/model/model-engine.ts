import type { Experiment } from "../../experiment/experiment.ts";
import { buildNetwork, type Network } from "../../network/network.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Engine } from "../engine.ts";
import { createAcRunner } from "./ac-runner.ts";
import { createDcRunner } from "./dc-runner.ts";
import { createModelSession, type ModelRunner } from "./model-session.ts";
import { createTransientRunner } from "./transient-runner.ts";

/**
 * The engine that solves the compiled network itself: modified nodal analysis and sparse LU, for linear circuits: AC
 * sweeps, operating points, and transients by the trapezoidal rule.
 * `open` fails with `unsupported` and the element's name where a device stands in the circuit.
 */
export function createModelEngine(): Engine {
  return {
    name: "model",
    async open(experiment) {
      const network = refuseDevices(buildNetwork(experiment.circuit));
      if (network.kind === "failed") return network;
      const runner = createRunner(experiment, network.value);
      return runner.kind === "failed" ? runner : succeed(createModelSession(runner.value));
    },
    async close() {},
  };
}

function createRunner(experiment: Experiment, network: Network): Outcome<ModelRunner> {
  switch (experiment.kind) {
    case "ac":
      return succeed(createAcRunner(experiment, network));
    case "dc":
      return succeed(createDcRunner(experiment, network));
    case "tran":
      return createTransientRunner(experiment, network);
  }
}

/** The network, unless there is an element in it that has no linear model. */
export function refuseDevices(network: Network): Outcome<Network> {
  const [first, ...rest] = network.devices;
  if (!first) return succeed(network);
  const others = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
  return fail(
    "unsupported",
    `The model engine solves linear circuits only: it has no model of ${first.name}${others}. Use the ngspice engine.`,
  );
}
