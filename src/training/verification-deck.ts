import type { ElementCard } from "../ast/element.ts";
import type { Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { CircuitElement } from "../circuit/element.ts";
import { type IncludedNetlist, writePlainDeck } from "../experiment/plain-deck.ts";
import { type DcObjective, type Objective, type ObjectiveSamples, samplesOf } from "../goal/objective.ts";
import type { Excitation } from "../goal/observable.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { Compilation } from "./compile.ts";
import { analysisCard, type DcRun, dcRuns } from "./dc-cards.ts";
import { silence, unitDrive } from "./drive-edits.ts";

/** Output and analysis cards of the user's; the deck gets its own. */
const DROPPED =
  /^\.(save|print|plot|probe|meas|measure|four|noise|disto|sens|tf|pz|step|backanno|sp|wave|graph)$/;

/** Why the text cannot be verified under an excitation: one card stands for several sources of which one alone is to drive. */
export function refuseVerification(circuit: Circuit, excitation: Excitation): string | undefined {
  if (excitation.kind !== "source") return undefined;
  const { name, span } = circuit.elements[excitation.element]!;
  const others = circuit.elements.filter(
    (element) => element.span.source.name === span.source.name && element.span.start === span.start,
  );
  return others.length === 1
    ? undefined
    : `the card of ${name} stands for ${others.length} sources: one of them cannot be driven alone`;
}

/**
 * The deck that verifies one objective under one excitation: the user's text with its output cards taken out and with the sweeps that
 * the goals need in the place of its analysis cards.
 */
export function writeVerificationDeck(
  { netlist, circuit, host }: Compilation,
  objective: Objective,
  excitation: Excitation,
): string {
  const included: IncludedNetlist = (statement) => {
    const result = host.readInclude(statement.file, statement.span.source);
    return result.kind === "text" ? parseNetlist(result.source, { included: true }).netlist : undefined;
  };
  const samples = samplesOf(objective);
  const meteredCards = objective.observables.flatMap(({ probe }) => {
    const element = probe.kind === "current" ? circuit.elements[probe.element] : undefined;
    return element?.kind === "capacitor" ? [element] : [];
  });
  const change = (statement: Statement): string | TextEdit[] | undefined => {
    if (statement.kind === "analysis") return "";
    if (statement.kind === "other" && DROPPED.test(statement.name.key)) return "";
    if (statement.kind === "element" && samples !== undefined) {
      const driven = sampledSource(statement, samples, circuit);
      if (driven !== undefined) return driven;
    }
    if (statement.kind === "element" && meteredCards.some((element) => isCardOf(statement, element))) {
      return meterCard(statement);
    }
    if (statement.kind !== "element" || excitation.kind === "sources") return undefined;
    if (statement.letter !== "v" && statement.letter !== "i") return undefined;
    if (excitation.kind === "source")
      return isCardOf(statement, circuit.elements[excitation.element]!)
        ? unitDrive(statement)
        : silence(statement);
    return liesAcrossPort(statement.name.key, circuit) ? "" : silence(statement);
  };
  const cards = [
    ...(excitation.kind === "port" ? portCards(circuit, excitation.port) : []),
    ...analysisCards(objective, circuit),
    ".end",
  ];
  return `${writePlainDeck(netlist, included, change)}${cards.join("\n")}\n`;
}

/** The name of the source of 0 V that measures the current of a capacitor, which no vector of a run holds. */
export function meterOf(capacitor: string): string {
  return `vtellegen_${capacitor.toLowerCase()}`;
}

/** The card of a capacitor with its meter behind it. */
function meterCard({ name, nodes, span }: ElementCard): string {
  const second = nodes[1]!;
  const { text } = span.source;
  const inner = `tellegen_${name.key}`;
  const card = `${text.slice(span.start, second.span.start)}${inner}${text.slice(second.span.end, span.end)}`;
  return `${card}\n${meterOf(name.key)} ${inner} ${spanText(second.span)} 0`;
}

function analysisCards(objective: Objective, circuit: Circuit): readonly string[] {
  switch (objective.kind) {
    case "ac":
      return objective.grids.map(
        ({ variation, points, from, to }) => `.ac ${variation} ${points} ${from} ${to}`,
      );
    case "tran":
      return [analysisCard(objective.analysis)];
    case "dc": {
      const counter = objective.samples === undefined ? [] : [`${COUNTER.device} ${COUNTER.node} 0 0`];
      return [...counter, ...verificationRuns(objective, circuit).map(({ card }) => card)];
    }
  }
}

/** The sweeps that verify a `.dc` or `.op` objective, over all of its samples. */
export function verificationRuns(objective: DcObjective, circuit: Circuit): readonly DcRun[] {
  const { samples } = objective;
  return dcRuns(objective, circuit, samples && `${COUNTER.device} 1 ${samples.rows.length} 1`);
}

/** Included texts are parsed anew: a card is known by its place. */
function isCardOf({ span }: Statement, element: CircuitElement): boolean {
  return span.source.name === element.span.source.name && span.start === element.span.start;
}

/** The source whose steps count the samples in a verification deck, from 1. */
const COUNTER = { device: "vtellegen_sample", node: "tellegen_sample" } as const;

/** A source of the deck whose value the samples set: the same source beside a table over the samples. Undefined for other elements. */
function sampledSource(
  { name: { key }, span }: Statement & { readonly kind: "element" },
  { rows, drives }: ObjectiveSamples,
  circuit: Circuit,
): string | undefined {
  const drive = drives.find(({ element }) => {
    const candidate = circuit.elements[element]!;
    return candidate.span.source === span.source && candidate.span.start === span.start;
  });
  const source = drive && circuit.elements[drive.element];
  if (source?.kind !== "voltage-source" && source?.kind !== "current-source") return undefined;
  if (drive === undefined) return undefined;
  const [plus, minus] = source.nodes.map((node) => circuit.nodes[node]!);
  const points = [...rows].map((row, index) => `${index + 1},${drive.values[row]}`);
  // A table needs two points.
  const last = points.length === 1 ? [`2,${drive.values[rows[0]!]}`] : [];
  const table = `pwl(v(${COUNTER.node}),${[...points, ...last].join(",")})`;
  return source.kind === "voltage-source"
    ? `${key} ${plus} tellegen_${key} 0\nbtellegen_${key} tellegen_${key} ${minus} v=${table}`
    : `btellegen_${key} ${plus} ${minus} i=${table}`;
}

/** The terminations of every port and the drive of one, as Excitation describes them. */
function portCards(circuit: Circuit, driven: number): readonly string[] {
  return circuit.ports.flatMap(({ positive, negative, z0 }, index) => {
    const [a, b] = [circuit.nodes[positive]!, circuit.nodes[negative]!];
    const termination = `rtellegen_port${index} ${a} ${b} ${z0}`;
    return index === driven
      ? [termination, `itellegen_port${index} ${b} ${a} dc 0 ac ${2 / z0}`]
      : [termination];
  });
}

function liesAcrossPort(key: string, circuit: Circuit): boolean {
  return circuit.elements.some(
    (element) =>
      element.kind === "voltage-source" &&
      element.name.toLowerCase() === key &&
      circuit.ports.some(({ positive, negative }) =>
        element.nodes.every((node) => node === positive || node === negative),
      ),
  );
}
