import type { Circuit } from "../circuit/circuit.ts";
import type { Engine, Session } from "../engine/engine.ts";
import { meterCapacitors } from "../experiment/derived/metered-circuit.ts";
import type { Experiment, PhaseRunner } from "../experiment/experiment.ts";
import { type ExperimentPlan, planExperiment, planOver } from "../experiment/plan-experiment.ts";
import { type Objective, samplesOf } from "../goal/objective.ts";
import type { GradientProblem, OpenedExperiment, RuleExperiment } from "../gradient/problem.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";

/** A problem with its sessions, and what they have cost so far. */
export interface OpenedProblem {
  readonly problem: GradientProblem;
  /** Sweeps run so far, over all objectives and everything opened from here. */
  analyses(): number;
  /** Seconds inside the engine so far. */
  seconds(): number;
  /** The same problem over other samples of the data set. What it runs counts here, also after it is closed. */
  openOver(rows: Int32Array): Promise<Outcome<SampledProblem>>;
  /** Close everything that was opened from here. */
  close(): Promise<void>;
}

/** A problem over some samples of a data set. */
export interface SampledProblem {
  readonly problem: GradientProblem;
  close(): Promise<void>;
}

/** Opens sessions in an engine, counts what they run, and closes them all. */
interface SessionKeeper {
  open(experiment: Experiment): Promise<Outcome<PhaseRunner>>;
  close(): Promise<void>;
}

/**
 * Open one session per objective in an engine, and further ones as the learning rules ask for them. Fails as the engine does, with every
 * session closed again.
 */
export async function openProblem(
  original: Circuit,
  goals: readonly Objective[],
  engine: Engine,
): Promise<Outcome<OpenedProblem>> {
  const { circuit, objectives } = meterCapacitors(original, goals);
  const spent = { analyses: 0, seconds: 0 };
  const living = new Set<Session>();
  const keep = (): SessionKeeper => keepSessions(engine, living, spent);
  const own = keep();
  const plans = objectives.map((objective) => planExperiment(circuit, objective));
  const opened = await openPlans(circuit, plans, own);
  if (opened.kind === "failed") return opened;
  const total = (measure: (counts: { analyses: number; seconds: number }) => number): number =>
    [...living].reduce((running, session) => running + measure(session), measure(spent));
  return succeed({
    problem: opened.value,
    analyses: () => total(({ analyses }) => analyses),
    seconds: () => total(({ seconds }) => seconds),
    async openOver(rows) {
      const keeper = keep();
      const over = plans.map((plan) => {
        const samples = samplesOf(plan.objective);
        return samples === undefined ? plan : planOver(plan, samples.over(rows));
      });
      const problem = await openPlans(circuit, over, keeper);
      if (problem.kind === "failed") return problem;
      return succeed({ problem: problem.value, close: () => keeper.close() });
    },
    async close() {
      await own.close();
      for (const session of living) await session.close();
    },
  });
}

async function openPlans(
  circuit: Circuit,
  plans: readonly ExperimentPlan[],
  keeper: SessionKeeper,
): Promise<Outcome<GradientProblem>> {
  const experiments: OpenedExperiment[] = [];
  for (const plan of plans) {
    const run = await keeper.open(plan.experiment);
    if (run.kind === "failed") {
      await keeper.close();
      return run;
    }
    experiments.push({ plan, run: run.value });
  }
  return succeed({ circuit, experiments, openOnce: rememberOpened((experiment) => keeper.open(experiment)) });
}

function keepSessions(
  engine: Engine,
  living: Set<Session>,
  spent: { analyses: number; seconds: number },
): SessionKeeper {
  const mine: Session[] = [];
  return {
    async open(experiment) {
      const session = await engine.open(experiment);
      if (session.kind === "failed") return session;
      mine.push(session.value);
      living.add(session.value);
      return succeed((slots, phases) => session.value.run(slots, phases));
    },
    async close() {
      for (const session of mine) {
        await session.close();
        if (!living.delete(session)) continue;
        spent.analyses += session.analyses;
        spent.seconds += session.seconds;
      }
    },
  };
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
