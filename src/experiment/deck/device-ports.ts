import type { DeckTemplate, Device } from "../../circuit/element.ts";

/**
 * What a device looks like from outside at an operating point. With u the voltages of its terminals against the reference and the currents
 * of its controls, a device with a current law carries i = Y u out of its terminals; one with a voltage law has v(branch) = a · u.
 */
export interface DevicePorts {
  readonly device: Device;
  /** The node that voltages are measured against, and where the current law's sum of currents comes back. */
  readonly reference: number;
  /** The other nodes of its card, each once. Of a device with a voltage law only those that its expression reads. */
  readonly terminals: readonly number[];
  /** Elements whose current its card reads, each once. */
  readonly controls: readonly number[];
  /** Nodes of the branch that has a voltage law. */
  readonly branch?: readonly [number, number];
}

/** Letters of behavioural elements: their expressions read voltages against the ground. */
const behaviouralLetters = new Set(["b", "e", "f", "g", "h", "r", "c"]);

/** Read the ports of a device off its card. */
export function devicePorts(device: Device): DevicePorts {
  const nodes = device.card.flatMap((piece) =>
    typeof piece === "object" && "node" in piece ? [piece.node] : [],
  );
  const elements = device.card.flatMap((piece) =>
    typeof piece === "object" && "element" in piece ? [piece.element] : [],
  );
  const controls = [...new Set(elements)];
  const [positive = 0, negative = 0, ...read] = nodes;
  if (hasVoltageLaw(device)) {
    return {
      device,
      reference: 0,
      terminals: distinct(read, 0),
      controls,
      branch: [positive, negative],
    };
  }
  const reference = nodes.includes(0) || behaviouralLetters.has(device.letter) ? 0 : positive;
  return { device, reference, terminals: distinct(nodes, reference), controls };
}

/** E and H give a voltage, and so does a B source with `v=`. */
function hasVoltageLaw({ letter, card }: Device): boolean {
  if (letter === "e" || letter === "h") return true;
  return letter === "b" && /(?:^|\s)v\s*=/i.test(firstAssignment(card));
}

/** The text before the expression of a behavioural source. */
function firstAssignment(card: DeckTemplate): string {
  const found = card.find((piece) => typeof piece === "string" && piece.includes("="));
  return typeof found === "string" ? found : "";
}

function distinct(nodes: readonly number[], without: number): readonly number[] {
  return [...new Set(nodes)].filter((node) => node !== without);
}
