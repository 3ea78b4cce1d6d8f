import {
  type Topology,
  type TopologyOption,
  type TopologyRequest,
  topologyOptions,
} from "./topology-options.ts";

/** More trained values than this make a netlist that no one reads and that trains for hours. */
const MOST_CONNECTIONS = 20_000;

/** Why options make no network, as a sentence; undefined where they do. */
export function refuseRequest<Name extends Topology>(
  topology: Name,
  request: TopologyRequest<Name>,
): string | undefined {
  const options: Readonly<Record<string, TopologyOption>> = topologyOptions[topology];
  for (const [key, value] of Object.entries(request)) {
    const option = options[key];
    if (key === "samples" && topology === "layered") continue;
    if (option === undefined)
      return `${topology} has no option ${key}; it has ${Object.keys(options).join(", ")}`;
    const wanted = describeMisfit(option, value);
    if (wanted !== undefined) return `${key} is ${wanted}, not ${JSON.stringify(value)}`;
  }
  const refuse: ((request: TopologyRequest<Name>) => string | undefined) | undefined = refusals[topology];
  return refuse(request);
}

function describeMisfit(option: TopologyOption, value: unknown): string | undefined {
  switch (option.kind) {
    case "count": {
      const fits = Number.isInteger(value) && Number(value) >= option.least && Number(value) <= option.most;
      return fits ? undefined : `a whole number from ${option.least} to ${option.most}`;
    }
    case "positive":
      return typeof value === "number" && value > 0 && Number.isFinite(value)
        ? undefined
        : "a positive number";
    case "choice":
      return option.choices.includes(value as string) ? undefined : `one of ${option.choices.join(", ")}`;
    case "sizes": {
      const isSize = (size: unknown): boolean => Number.isInteger(size) && Number(size) >= 1;
      const fits = Array.isArray(value) && value.length >= 2 && value.every(isSize);
      return fits ? undefined : "two or more whole numbers from 1, as in 2-10-2";
    }
  }
}

/** What only several options together decide. */
const refusals: { readonly [Name in Topology]: (request: TopologyRequest<Name>) => string | undefined } = {
  layered({ layers, samples }) {
    if (samples !== undefined) {
      const { inputs, classes, file } = samples;
      if (classes.length < 2)
        return `${file} has ${classes.length} classes; a network tells two or more apart`;
      if (inputs.length !== layers[0] || classes.length !== layers.at(-1))
        return `${file} has ${inputs.length} inputs and ${classes.length} classes, layers ${layers.join("-")} have ${layers[0]} and ${layers.at(-1)}`;
    }
    // Inputs come twice, outputs as pairs, and each layer has two bias nodes.
    const last = layers.length - 1;
    const connections = layers
      .slice(1)
      .reduce(
        (sum, size, k) => sum + ((k === 0 ? 2 : 1) * layers[k]! + 2) * (k + 1 === last ? 2 * size : size),
        0,
      );
    return connections <= MOST_CONNECTIONS
      ? undefined
      : `layers ${layers.join("-")} make ${connections} resistors; up to ${MOST_CONNECTIONS} are written`;
  },
  disordered({ nodes, degree, drives, outputs }) {
    if (degree < 2 || degree > nodes - 1)
      return `degree is from 2 to nodes - 1 (${nodes - 1}), not ${degree}: fewer branches do not hold the network together`;
    return drives + outputs <= nodes
      ? undefined
      : `${drives} drives and ${outputs} outputs are more than ${nodes} nodes`;
  },
  ladder: () => undefined,
  lattice({ rows, columns, task, outputs }) {
    const places = rows * Math.floor(columns / 2) - (task === "regression" ? 1 : 0);
    return outputs <= places
      ? undefined
      : `the right half of ${rows} x ${columns} nodes has room for ${places} outputs, not ${outputs}`;
  },
  springs: () => undefined,
};
