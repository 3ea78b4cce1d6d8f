import type { CircuitElement } from "../circuit/element.ts";
import type { DeckRequest, DeckSimulator } from "../engine/engine.ts";
import type { GoalVerdict, Objective } from "../goal/objective.ts";
import type { Excitation } from "../goal/observable.ts";
import { complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { SourceText } from "../source/source-text.ts";
import { type Compilation, type CompileHost, compile } from "./compile.ts";
import { readObserved } from "./read-observed.ts";
import { refuseVerification, writeVerificationDeck } from "./verification-deck.ts";

/** What a fresh simulation of a written netlist gives. */
export interface Verification {
  readonly cost: number;
  readonly goals: readonly GoalVerdict[];
  /** With the tolerances that the deck itself asks for, where it has an operating point that they could move. */
  readonly costAsWritten?: number;
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
  const verified = await simulateGoals(compiled.value, simulator, "raised", signal);
  if (verified.kind === "failed" || compiled.value.circuit.elements.every(isLinear)) return verified;
  const own = await simulateGoals(compiled.value, simulator, "as-written", signal);
  if (own.kind === "failed") return verified;
  const analyses = verified.value.analyses + own.value.analyses;
  return succeed({ ...verified.value, costAsWritten: own.value.cost, analyses });
}

async function simulateGoals(
  compilation: Compilation,
  simulator: DeckSimulator,
  accuracy: NonNullable<DeckRequest["accuracy"]>,
  signal: AbortSignal | undefined,
): Promise<Outcome<Verification>> {
  const { circuit, objectives } = compilation;
  const state = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  let cost = 0;
  let analyses = 0;
  const goals: GoalVerdict[] = [];
  for (const objective of objectives) {
    const observed = complexMatrix(objective.observables.length, objective.axis.length);
    for (const excitation of distinctExcitations(objective)) {
      const refused = refuseVerification(circuit, excitation);
      if (refused !== undefined) return fail("unsupported", refused);
      const deck = writeVerificationDeck(compilation, objective, excitation);
      const plots = await simulator.simulate({ deck, accuracy }, signal);
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

function isLinear(element: CircuitElement): boolean {
  return element.kind !== "device" || element.linear;
}

function distinctExcitations({ observables }: Objective): readonly Excitation[] {
  const byKey = new Map(observables.map(({ excitation }) => [JSON.stringify(excitation), excitation]));
  return [...byKey.values()];
}
