import type { Netlist, Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { DeckSimulator, Plot } from "../engine/engine.ts";
import { type IncludedNetlist, writePlainDeck } from "../experiment/plain-deck.ts";
import { type FrequencyGrid, gridFrequencies } from "../goal/frequency-grid.ts";
import type { AcObjective, GoalVerdict } from "../goal/objective.ts";
import type { Excitation, Probe } from "../goal/observable.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { SourceText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import { type CompileHost, compile } from "./compile.ts";

/** What a fresh simulation of a written netlist gives. */
export interface Verification {
  readonly cost: number;
  readonly goals: readonly GoalVerdict[];
  /** Sweeps that it took. */
  readonly analyses: number;
}

/**
 * Simulate a written netlist as its text stands (only its own cards, includes put in place) and evaluate its goals on the result.
 * This path shares neither the flattening nor the deck writer with training: it is the witness of both.
 */
export async function verifyNetlist(
  source: SourceText,
  host: CompileHost,
  simulator: DeckSimulator,
  signal?: AbortSignal,
): Promise<Outcome<Verification>> {
  const compiled = compile(source, host);
  if (!compiled.ok) return fail("rejected-deck", "the written netlist does not compile any more");
  const { circuit, netlist, objectives } = compiled.value;
  const state = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  let cost = 0;
  let analyses = 0;
  const goals: GoalVerdict[] = [];
  for (const objective of objectives) {
    if (objective.kind !== "ac") return fail("unsupported", `a ${objective.kind} goal is not verified yet`);
    const observed = complexMatrix(objective.observables.length, objective.frequencies.length);
    for (const excitation of distinctExcitations(objective)) {
      const deck = verificationDeck(netlist, circuit, host, objective.grids, excitation);
      const plots = await simulator.simulate({ deck }, signal);
      if (plots.kind === "failed") return plots;
      analyses += plots.value.length;
      const failure = readObserved(circuit, objective, excitation, plots.value, observed);
      if (failure !== undefined) return failure;
    }
    const evaluation = objective.evaluate(observed, state);
    cost += evaluation.cost;
    goals.push(...evaluation.goals);
  }
  return succeed({ cost, goals, analyses });
}

function distinctExcitations({ observables }: AcObjective): readonly Excitation[] {
  const byKey = new Map(observables.map(({ excitation }) => [JSON.stringify(excitation), excitation]));
  return [...byKey.values()];
}

/** Output and analysis cards of the user's; the deck gets its own. */
const DROPPED =
  /^\.(save|print|plot|probe|meas|measure|four|noise|disto|sens|tf|pz|step|backanno|sp|wave|graph)$/;

function verificationDeck(
  netlist: Netlist,
  circuit: Circuit,
  host: CompileHost,
  grids: readonly FrequencyGrid[],
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
    // Tight options, as everywhere: they matter only where there is an operating point to find.
    ".options reltol=1e-9 vntol=1e-13 abstol=1e-16",
    ...(excitation.kind === "port" ? portCards(circuit, excitation.port) : []),
    ...grids.map(({ variation, points, from, to }) => `.ac ${variation} ${points} ${from} ${to}`),
    ".end",
  ];
  return `${writePlainDeck(netlist, included, change)}${cards.join("\n")}\n`;
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

function readObserved(
  circuit: Circuit,
  objective: AcObjective,
  excitation: Excitation,
  plots: readonly Plot[],
  observed: ComplexMatrix,
): Failure | undefined {
  const points = objective.frequencies.length;
  const key = JSON.stringify(excitation);
  let first = 0;
  for (const grid of objective.grids) {
    const frequencies = gridFrequencies(grid);
    const plot = plots.find((candidate) => coversGrid(candidate, frequencies));
    if (plot === undefined)
      return fail("incomplete-result", `no result from ${grid.from} Hz to ${grid.to} Hz`);
    for (const [row, observable] of objective.observables.entries()) {
      if (JSON.stringify(observable.excitation) !== key) continue;
      for (const { name, sign } of vectorNames(observable.probe, circuit)) {
        const vector = plot.variables.find((variable) => variable.name.toLowerCase() === name);
        if (vector === undefined) return fail("incomplete-result", `the result has no vector ${name}`);
        for (let index = 0; index < frequencies.length; index++) {
          observed.re[row * points + first + index]! += sign * vector.re[index]!;
          observed.im[row * points + first + index]! += sign * (vector.im?.[index] ?? 0);
        }
      }
    }
    first += frequencies.length;
  }
  return undefined;
}

/** True for the plot of a grid: ngspice runs several sweeps of a deck in an order of its own. */
function coversGrid({ variables }: Plot, frequencies: Float64Array): boolean {
  const scale = variables[0]?.re;
  if (scale?.length !== frequencies.length) return false;
  return frequencies.every((frequency, index) => Math.abs(scale[index]! - frequency) <= 1e-9 * frequency);
}

/** The names under which ngspice reports a probe: subcircuit elements are `l.x1.l1`, their nodes `x1.n`. */
function vectorNames(
  probe: Probe,
  circuit: Circuit,
): readonly { readonly name: string; readonly sign: number }[] {
  if (probe.kind === "current") {
    const path = circuit.elements[probe.element]!.name.toLowerCase().split(".");
    const last = path[path.length - 1]!;
    return [{ name: `i(${path.length === 1 ? last : [last[0], ...path].join(".")})`, sign: 1 }];
  }
  const node = (index: number, sign: number) =>
    index === 0 ? [] : [{ name: `v(${circuit.nodes[index]!.toLowerCase()})`, sign }];
  return [...node(probe.positive, 1), ...node(probe.negative, -1)];
}
