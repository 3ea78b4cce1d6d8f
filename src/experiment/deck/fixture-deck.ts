import type { Circuit } from "../../circuit/circuit.ts";
import type { Quantity } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import type { DevicePorts } from "./device-ports.ts";
import { fillTemplate, type TemplateNames } from "./element-cards.ts";
import { writeModels } from "./network-cards.ts";

/** A source of a fixture that is set to a quantity of the operating point. */
export interface FixtureBias {
  readonly device: string;
  readonly quantity: Quantity;
  /** Index of the operating point. */
  readonly state: number;
}

/**
 * A deck in which the small-signal matrix of every device is read at an operating point: copies of the devices hang on sources that are set to
 * the node voltages, one copy for each column of the matrix, in which that column is driven with an AC magnitude of 1. Several operating
 * points stand side by side: `matrices` and `currents` hold the devices of the first, then those of the second, and so on.
 */
export interface FixtureDeck extends Deck {
  readonly biases: readonly FixtureBias[];
  /**
   * For each device its matrix [row][column] as vectors, whose real parts are the entries. Rows: terminals, or the one branch;
   * columns: terminals, then controls.
   */
  readonly matrices: readonly (readonly (readonly string[])[])[];
  /**
   * For each device vectors whose real parts are the DC currents into its terminals: a product of one with a source that is 1 in AC and
   * 0 in DC. None for a voltage law.
   */
  readonly currents: readonly (readonly string[])[];
}

/** The frequency of the reading [Hz]: no capacitance conducts there. */
export const fixtureFrequency = 1e-9;

/** Build the fixture of some devices of a circuit, at `states` operating points at once. */
export function buildFixtureDeck(
  circuit: Circuit,
  devices: readonly DevicePorts[],
  title: string,
  states = 1,
): FixtureDeck {
  const builder = createDeckBuilder(circuit);
  const fixture = createFixture(builder);
  const matrices = Array.from({ length: states }, (_, state) =>
    devices.map((ports) => fixture.writeDevice(ports, state)),
  ).flat();
  const currents = matrices.map((rows, index) =>
    devices[index % devices.length]!.branch === undefined
      ? fixture.writeProducts(rows.map((row) => row[0]!))
      : [],
  );
  writeModels(builder);
  builder.card(`.options ${deckOptions(circuit).join(" ")}`);
  return { ...builder.finish(title), biases: fixture.biases, matrices, currents };
}

function createFixture(builder: DeckBuilder) {
  const { names, card } = builder;
  const biases: FixtureBias[] = [];
  let biasNodes = new Map([[0, "0"]]);
  let current = 0;
  let unit: string | undefined;
  let count = 0;
  const nextName = (letter: string, meaning: string): string => {
    count++;
    const name = `${letter}${count}`;
    names.describe(name, meaning);
    return name;
  };

  /** The node that stands for a node of the circuit, held at its voltage. */
  function biasNode(node: number): string {
    const known = biasNodes.get(node);
    if (known !== undefined) return known;
    const held = names.innerNode();
    const device = nextName("v", builder.circuit.nodes[node]!);
    card(`${device} ${held} 0 dc 0`);
    biases.push({ device, quantity: { kind: "node", node }, state: current });
    biasNodes.set(node, held);
    return held;
  }

  /** A meter that carries the current of a control, with a drive beside it. */
  function writeMeter(element: number, magnitude: number, meaning: string): string {
    const node = names.innerNode();
    const device = nextName("i", meaning);
    card(`${device} 0 ${node} dc 0 ac ${magnitude}`);
    biases.push({ device, quantity: { kind: "branch", element }, state: current });
    const meter = nextName("v", meaning);
    card(`${meter} ${node} 0 dc 0`);
    return meter;
  }

  function writeUnit(): string {
    const node = names.innerNode();
    card(`${nextName("v", "the unit of the fixture")} ${node} 0 dc 0 ac 1`);
    return node;
  }

  /** The copy of a device in which column `active` is driven; gives that column. */
  function writeCopy(
    { device, reference, terminals, controls, branch }: DevicePorts,
    active: number,
  ): readonly string[] {
    const nodes = new Map([[reference, biasNode(reference)]]);
    const rows = terminals.map((terminal, column): string => {
      const node = names.innerNode();
      const name = nextName("v", device.name);
      card(`${name} ${biasNode(terminal)} ${node} dc 0 ac ${column === active ? -1 : 0}`);
      nodes.set(terminal, node);
      return `i(${name})`;
    });
    const meters = new Map(
      controls.map((element, index) => {
        const magnitude = terminals.length + index === active ? 1 : 0;
        return [element, writeMeter(element, magnitude, device.name)] as const;
      }),
    );
    const output = branch === undefined ? undefined : names.innerNode();
    // The first two holes of a voltage law are its branch, which stays open here.
    const ends = output === undefined ? [] : [output, "0"];
    const fill: TemplateNames = {
      node: (index) => ends.shift() ?? nodes.get(index)!,
      element: (index) => meters.get(index)!,
      model: names.model,
    };
    card(`${nextName(device.letter, device.name)} `, ...fillTemplate(device.card, fill));
    return output === undefined ? rows : [`v(${output})`];
  }

  return {
    biases,
    /** Products of currents, given as vectors, with 1 in AC and 0 in DC. */
    writeProducts(currents: readonly string[]): readonly string[] {
      unit ??= writeUnit();
      return currents.map((current) => {
        const node = names.innerNode();
        card(`${nextName("b", "a current of the fixture")} ${node} 0 v=v(${unit})*${current}`);
        return `v(${node})`;
      });
    },
    writeDevice(ports: DevicePorts, state: number): readonly (readonly string[])[] {
      if (state !== current) biasNodes = new Map([[0, "0"]]);
      current = state;
      const columns = Array.from({ length: ports.terminals.length + ports.controls.length }, (_, column) =>
        writeCopy(ports, column),
      );
      const rows = columns[0]?.length ?? 0;
      return Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]!));
    },
  };
}
