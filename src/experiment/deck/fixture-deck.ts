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
  readonly plus: Quantity;
  /** Absent: the ground. */
  readonly minus?: Quantity;
}

/** One entry of a device's matrix: `sign` times the real part of a vector. */
export interface FixtureEntry {
  readonly vector: string;
  readonly sign: 1 | -1;
}

/**
 * A deck with copies of devices between voltage sources, in which the small-signal matrix of every device is read at an operating point:
 * one copy for each column of the matrix, in which that column's source has an AC magnitude of 1.
 */
export interface FixtureDeck extends Deck {
  readonly biases: readonly FixtureBias[];
  /** For each device its matrix [row][column]. Rows: terminals, or the one branch; columns: terminals, then controls. */
  readonly matrices: readonly (readonly (readonly FixtureEntry[])[])[];
}

/** The frequency of the reading [Hz]: no capacitance conducts there. */
export const fixtureFrequency = 1e-9;

/** Build the fixture of some devices of a circuit. */
export function buildFixtureDeck(
  circuit: Circuit,
  devices: readonly DevicePorts[],
  title: string,
): FixtureDeck {
  const builder = createDeckBuilder(circuit);
  const fixture = createFixture(builder);
  const matrices = devices.map((ports) => fixture.writeDevice(ports));
  writeModels(builder);
  builder.card(`.options ${deckOptions(circuit).join(" ")}`);
  return { ...builder.finish(title), biases: fixture.biases, matrices };
}

function createFixture(builder: DeckBuilder) {
  const { names } = builder;
  const biases: FixtureBias[] = [];
  let count = 0;
  const nextName = (letter: string, { device }: DevicePorts): string => {
    count++;
    const name = `${letter}${count}`;
    names.describe(name, device.name);
    return name;
  };

  /** A source between the ground and a new node, biased as the quantity says. */
  function writeBias(
    letter: "v" | "i",
    magnitude: number,
    ports: DevicePorts,
  ): { name: string; node: string } {
    const node = names.innerNode();
    const name = nextName(letter, ports);
    const ends = letter === "v" ? `${node} 0` : `0 ${node}`;
    builder.card(`${name} ${ends} dc 0 ac ${magnitude}`);
    return { name, node };
  }

  /** The copy of a device in which column `active` is driven; gives that column. */
  function writeCopy(ports: DevicePorts, active: number): readonly FixtureEntry[] {
    const { device, reference, terminals, controls, branch } = ports;
    const base: Quantity | undefined = reference === 0 ? undefined : { kind: "node", node: reference };
    const minus = base === undefined ? {} : { minus: base };
    const nodes = new Map([[reference, "0"]]);
    const rows = terminals.map((terminal, column): FixtureEntry => {
      const { name, node } = writeBias("v", column === active ? 1 : 0, ports);
      nodes.set(terminal, node);
      biases.push({ device: name, plus: { kind: "node", node: terminal }, ...minus });
      return { vector: `i(${name})`, sign: -1 };
    });
    const meters = new Map(
      controls.map((element, index) => {
        const { name, node } = writeBias("i", terminals.length + index === active ? 1 : 0, ports);
        biases.push({ device: name, plus: { kind: "branch", element } });
        const meter = nextName("v", ports);
        builder.card(`${meter} ${node} 0 dc 0`);
        return [element, meter] as const;
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
    builder.card(`${nextName(device.letter, ports)} `, ...fillTemplate(device.card, fill));
    return output === undefined ? rows : [{ vector: `v(${output})`, sign: 1 }];
  }

  return {
    biases,
    writeDevice(ports: DevicePorts): readonly (readonly FixtureEntry[])[] {
      const columns = Array.from({ length: ports.terminals.length + ports.controls.length }, (_, column) =>
        writeCopy(ports, column),
      );
      const rows = columns[0]?.length ?? 0;
      return Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]!));
    },
  };
}
