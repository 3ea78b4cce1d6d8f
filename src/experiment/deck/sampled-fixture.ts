import type { Circuit } from "../../circuit/circuit.ts";
import type { GridAccuracy } from "./accuracy.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder } from "./deck-builder.ts";
import { setClock } from "./deck-clock.ts";
import { type DeckGrid, formatWaveform } from "./deck-grid.ts";
import { gridDeckOptions } from "./deck-options.ts";
import type { DevicePorts } from "./device-ports.ts";
import { fillTemplate } from "./element-cards.ts";
import { writeModels } from "./network-cards.ts";

/** [V] Against the 26 mV of a junction the truncation of the four-point formula is 1e-9, and rounding far below that. */
const SHIFT = 3e-4;
/** f' = [f(-2) - 8 f(-1) + 8 f(1) - f(2)]/12 in units of SHIFT. */
const STENCIL = [
  { at: -2, weight: 1 / 12 },
  { at: -1, weight: -8 / 12 },
  { at: 1, weight: 8 / 12 },
  { at: 2, weight: -1 / 12 },
] as const;

/** A transient that reads the small-signal matrices of devices at every sample of another transient. */
export interface SampledFixture extends Deck {
  /** What is read; an entry of a matrix is Σ weight · vectors[at]. */
  readonly vectors: readonly string[];
  /** [device][row][column], rows and columns as in `FixtureDeck`. */
  readonly entries: readonly (readonly (readonly (readonly {
    readonly at: number;
    readonly weight: number;
  }[])[])[])[];
}

/**
 * Build the fixture of devices that are functions of their voltages: copies on sources that follow the voltages of the nodes, with one terminal
 * shifted up and down for each column. `voltages` gives the waveform of a node on the grid; sample 0 is also what was before it, and
 * the devices' own time begins at sample 1.
 */
export function buildSampledFixture(
  circuit: Circuit,
  devices: readonly DevicePorts[],
  grid: DeckGrid,
  voltages: (node: number) => Float64Array,
  accuracy: GridAccuracy,
  title: string,
): SampledFixture {
  const builder = createDeckBuilder(circuit);
  const { names, card } = builder;
  const clock: DeckGrid = { ...grid, first: grid.first + grid.step };
  const vectors: string[] = [];
  const biases = new Map([[0, "0"]]);
  let count = 0;
  const nextName = (letter: string, meaning: string): string => {
    count++;
    const name = `${letter}${count}`;
    names.describe(name, meaning);
    return name;
  };

  function biasOf(node: number): string {
    const known = biases.get(node);
    if (known !== undefined) return known;
    const held = names.innerNode();
    const samples = voltages(node);
    const waveform = formatWaveform(grid, samples, samples[0]) ?? "0";
    card(`${nextName("b", circuit.nodes[node]!)} ${held} 0 v=${waveform}`);
    biases.set(node, held);
    return held;
  }

  /** A copy with terminal `column` shifted; gives the places of what its rows are read from. */
  function writeCopy({ device, reference, terminals, branch }: DevicePorts, column: number, shift: number) {
    const nodes = new Map([[reference, biasOf(reference)]]);
    const currents = terminals.map((terminal, index): string => {
      const node = names.innerNode();
      const name = nextName("v", device.name);
      card(`${name} ${biasOf(terminal)} ${node} dc `, index === column ? -shift : 0);
      nodes.set(terminal, node);
      return `i(${name})`;
    });
    const output = branch === undefined ? undefined : names.innerNode();
    const ends = output === undefined ? [] : [output, "0"];
    const filled = fillTemplate(device.card, {
      node: (index) => ends.shift() ?? nodes.get(index)!,
      element: names.element,
      model: names.model,
    });
    card(`${nextName(device.letter, device.name)} `, ...setClock(filled, device.card, clock));
    const rows = output === undefined ? currents : [`v(${output})`];
    return rows.map((vector) => vectors.push(vector) - 1);
  }

  const entries = devices.map((ports) => {
    const columns = ports.terminals.map((_, column) =>
      STENCIL.map(({ at, weight }) => ({
        weight: weight / SHIFT,
        rows: writeCopy(ports, column, at * SHIFT),
      })),
    );
    const rows = ports.branch === undefined ? ports.terminals.length : 1;
    return Array.from({ length: rows }, (_, row) =>
      columns.map((copies) => copies.map(({ weight, rows: places }) => ({ at: places[row]!, weight }))),
    );
  });
  writeModels(builder);
  card(`.options ${gridDeckOptions(circuit, accuracy).join(" ")}`);
  if (vectors.length > 0) card(`.save ${vectors.join(" ")}`);
  return { ...builder.finish(title), vectors, entries };
}
