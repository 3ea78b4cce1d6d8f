import type { Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { type IncludedNetlist, writePlainDeck } from "../experiment/plain-deck.ts";
import type { Objective } from "../goal/objective.ts";
import type { Excitation } from "../goal/observable.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { Compilation } from "./compile.ts";

/** Output and analysis cards of the user's; the deck gets its own. */
const DROPPED =
  /^\.(save|print|plot|probe|meas|measure|four|noise|disto|sens|tf|pz|step|backanno|sp|wave|graph)$/;

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
  const change = (statement: Statement): string | TextEdit[] | undefined => {
    if (statement.kind === "analysis") return "";
    if (statement.kind === "other" && DROPPED.test(statement.name.key)) return "";
    if (statement.kind !== "element" || excitation.kind === "sources") return undefined;
    return liesAcrossPort(statement.name.key, circuit) ? "" : silenced(statement);
  };
  const cards = [
    ...(excitation.kind === "port" ? portCards(circuit, excitation.port) : []),
    ...analysisCards(objective),
    ".end",
  ];
  return `${writePlainDeck(netlist, included, change)}${cards.join("\n")}\n`;
}

function analysisCards(objective: Objective): readonly string[] {
  if (objective.kind !== "ac") return [spanText(objective.analysis.span)];
  return objective.grids.map(({ variation, points, from, to }) => `.ac ${variation} ${points} ${from} ${to}`);
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

/** Edits that set an independent source's AC magnitude to 0. */
function silenced(card: Statement & { kind: "element" }): TextEdit[] | undefined {
  if ((card.letter !== "v" && card.letter !== "i") || card.source?.hasAc !== true) return undefined;
  const { acMagnitude, span } = card.source;
  if (acMagnitude !== undefined) return [{ span: acMagnitude.span, replacement: "0" }];
  const word = /\bac\b/i.exec(span.source.text.slice(span.start, span.end));
  invariant(word !== null, "a source with an AC part has the word ac");
  const end = span.start + word.index + word[0].length;
  return [{ span: { source: span.source, start: end, end }, replacement: " 0" }];
}
