import type { Circuit } from "../circuit/circuit.ts";
import type { Engine, Session } from "../engine/engine.ts";
import { planExperiment } from "../experiment/plan-experiment.ts";
import type { Objective } from "../goal/objective.ts";
import type { GradientProblem, OpenedExperiment } from "../gradient/problem.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";

/** A problem with its sessions, and what they have cost so far. */
export interface OpenedProblem {
  readonly problem: GradientProblem;
  /** Sweeps run so far, over all objectives. */
  analyses(): number;
  /** Seconds inside the engine so far. */
  seconds(): number;
  close(): Promise<void>;
}

/** Open one session per objective in an engine. Fails as the engine does, with every session closed again. */
export async function openProblem(
  circuit: Circuit,
  objectives: readonly Objective[],
  engine: Engine,
): Promise<Outcome<OpenedProblem>> {
  const sessions: Session[] = [];
  const experiments: OpenedExperiment[] = [];
  const close = async (): Promise<void> => {
    for (const session of sessions) await session.close();
  };
  for (const objective of objectives) {
    const plan = planExperiment(circuit, objective);
    const session = await engine.open(plan.experiment);
    if (session.kind === "failed") {
      await close();
      return session;
    }
    sessions.push(session.value);
    experiments.push({ plan, run: (slots, phases) => session.value.run(slots, phases) });
  }
  const total = (measure: (session: Session) => number): number =>
    sessions.reduce((running, session) => running + measure(session), 0);
  return succeed({
    problem: { circuit, experiments },
    analyses: () => total((session) => session.analyses),
    seconds: () => total((session) => session.seconds),
    close,
  });
}
