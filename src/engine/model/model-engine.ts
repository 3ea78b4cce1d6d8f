import { buildNetwork, type Network } from "../../network/network.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Engine } from "../engine.ts";
import { createModelSession } from "./model-session.ts";

/**
 * The engine that solves the compiled network itself: modified nodal analysis and sparse complex LU, for linear circuits.
 * `open` fails with `unsupported` and the element's name where a device stands in the circuit.
 */
export function createModelEngine(): Engine {
  return {
    name: "model",
    async open(experiment) {
      if (experiment.kind !== "ac") {
        return fail(
          "unsupported",
          `The model engine does not run ${experiment.kind} experiments yet. Use the ngspice engine.`,
        );
      }
      const network = refuseDevices(buildNetwork(experiment.circuit));
      return network.kind === "failed" ? network : succeed(createModelSession(experiment, network.value));
    },
    async close() {},
  };
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
