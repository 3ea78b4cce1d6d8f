import type { Experiment } from "../../experiment/experiment.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DeckSimulator, Engine, Plot } from "../engine.ts";
import { createAcDriver } from "./ac-driver.ts";
import { createDcDriver } from "./dc-driver.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import { createNgspiceSession, type PhaseDriver } from "./ngspice-session.ts";
import { createNgspiceWorker } from "./ngspice-worker.ts";
import { shareWorker } from "./shared-worker.ts";
import { type SimulationRequest, simulateDeck } from "./simulate-deck.ts";
import { createTransientDriver } from "./transient-driver.ts";

/** The embedded ngspice. */
export interface NgspiceEngine extends Engine, DeckSimulator {
  readonly name: "ngspice";
  /** Start the engine in the background; the first run does it otherwise. Takes about 0.3 s. */
  warmUp(): Promise<void>;
  /** Run a complete deck: one plot for each analysis card, in their order (`.noise` gives two). */
  simulate(request: SimulationRequest, signal?: AbortSignal): Promise<Outcome<readonly Plot[]>>;
}

export interface NgspiceOptions {
  /** Longest time for one call of `run` or `simulate`; afterwards ngspice is ended and replaced. 120 by default. */
  readonly deadlineSeconds?: number;
}

/**
 * The engine that runs ngspice 45 (eecircuit-engine) in a worker thread. It fails closed: a result is given only when it is
 * proved to be fresh, complete and finite; a run that hangs or dies is a failure, and the next one gets a new thread.
 */
export function createNgspiceEngine({ deadlineSeconds = 120 }: NgspiceOptions = {}): NgspiceEngine {
  const worker = shareWorker(createNgspiceWorker());
  let count = 0;
  let isClosed = false;
  const nextNumber = (): number => {
    count++;
    return count;
  };
  const closed = fail("interrupted", "the engine was closed");
  return {
    name: "ngspice",
    async warmUp() {
      if (!isClosed) await worker.exclusively(async () => succeed(undefined));
    },
    async open(experiment) {
      if (isClosed) return closed;
      if (experiment.circuit.options.has("cshunt")) {
        return fail("unsupported", "the option cshunt stays in force in every later run of the engine");
      }
      return succeed(createNgspiceSession(driverOf(experiment), { worker, deadlineSeconds, nextNumber }));
    },
    async simulate(request, signal) {
      if (isClosed) return closed;
      const limits = { deadlineSeconds: request.deadlineSeconds ?? deadlineSeconds, signal };
      return worker.exclusively((access) => simulateDeck(request, access, limits));
    },
    async close() {
      isClosed = true;
      await worker.stop();
    },
  };
}

function driverOf(experiment: Experiment): (shelf: DeckShelf) => PhaseDriver {
  switch (experiment.kind) {
    case "ac":
      return (shelf) => createAcDriver(experiment, shelf);
    case "dc":
      return (shelf) => createDcDriver(experiment, shelf);
    case "tran":
      return (shelf) => createTransientDriver(experiment, shelf);
  }
}
