import type { DeckSimulator } from "../engine/engine.ts";
import type { GoalVerdict, Objective } from "../goal/objective.ts";
import type { Excitation } from "../goal/observable.ts";
import { complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { SourceText } from "../source/source-text.ts";
import { type CompileHost, compile } from "./compile.ts";
import { readObserved } from "./read-observed.ts";
import { writeVerificationDeck } from "./verification-deck.ts";

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
  const { circuit, objectives } = compiled.value;
  const state = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  let cost = 0;
  let analyses = 0;
  const goals: GoalVerdict[] = [];
  for (const objective of objectives) {
    const observed = complexMatrix(objective.observables.length, objective.axis.length);
    for (const excitation of distinctExcitations(objective)) {
      const deck = writeVerificationDeck(compiled.value, objective, excitation);
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

function distinctExcitations({ observables }: Objective): readonly Excitation[] {
  const byKey = new Map(observables.map(({ excitation }) => [JSON.stringify(excitation), excitation]));
  return [...byKey.values()];
}
