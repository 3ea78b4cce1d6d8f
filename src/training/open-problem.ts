import type { Circuit } from "../circuit/circuit.ts";
import type { Engine, Session } from "../engine/engine.ts";
import type { Experiment, PhaseRunner } from "../experiment/experiment.ts";
import { planExperiment } from "../experiment/plan-experiment.ts";
import type { Objective } from "../goal/objective.ts";
import type { GradientProblem, OpenedExperiment, RuleExperiment } from "../gradient/problem.ts";
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

/**
 * Open one session per objective in an engine, and further ones as the learning rules ask for them. Fails as the engine does, with every
 * session closed again.
 */
export async function openProblem(
  circuit: Circuit,
  objectives: readonly Objective[],
  engine: Engine,
): Promise<Outcome<OpenedProblem>> {
  const sessions: Session[] = [];
  const close = async (): Promise<void> => {
    for (const session of sessions) await session.close();
  };
  const open = async (experiment: Experiment): Promise<Outcome<PhaseRunner>> => {
    const session = await engine.open(experiment);
    if (session.kind === "failed") return session;
    sessions.push(session.value);
    return succeed((slots, phases) => session.value.run(slots, phases));
  };

  const experiments: OpenedExperiment[] = [];
  for (const objective of objectives) {
    const plan = planExperiment(circuit, objective);
    const run = await open(plan.experiment);
    if (run.kind === "failed") {
      await close();
      return run;
    }
    experiments.push({ plan, run: run.value });
  }
  const total = (measure: (session: Session) => number): number =>
    sessions.reduce((running, session) => running + measure(session), 0);
  return succeed({
    problem: { circuit, experiments, openOnce: rememberOpened(open) },
    analyses: () => total((session) => session.analyses),
    seconds: () => total((session) => session.seconds),
    close,
  });
}

function rememberOpened(open: (experiment: Experiment) => Promise<Outcome<PhaseRunner>>) {
  const opened = new Map<string, RuleExperiment & { readonly run: PhaseRunner }>();
  const openOnce: GradientProblem["openOnce"] = async <Rule extends RuleExperiment>(
    key: string,
    build: () => Rule,
  ) => {
    const known = opened.get(key);
    // A key belongs to one rule, which always builds the same kind of experiment for it.
    if (known !== undefined) return succeed(known as Rule & { readonly run: PhaseRunner });
    const rule = build();
    const run = await open(rule.experiment);
    if (run.kind === "failed") return run;
    const fresh = { ...rule, run: run.value };
    opened.set(key, fresh);
    return succeed(fresh);
  };
  return openOnce;
}
