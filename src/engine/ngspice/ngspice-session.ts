import type { Phase } from "../../experiment/experiment.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Session } from "../engine.ts";
import { createDeckShelf, type DeckShelf } from "./deck-shelf.ts";
import { runScript, type ScriptRunner } from "./run-script.ts";
import type { SharedWorker } from "./shared-worker.ts";

/** What a session needs of its engine. */
export interface SessionContext {
  readonly worker: SharedWorker;
  readonly deadlineSeconds: number;
  /** A number never given before: deck titles must not repeat. */
  nextNumber(): number;
}

/** Runs the phases of one kind of experiment by scripts: one matrix (quantities, points) per phase. */
export type PhaseDriver = (
  slots: Float64Array,
  phases: readonly Phase[],
  run: ScriptRunner,
) => Promise<Outcome<readonly ComplexMatrix[]>>;

/** Open a session: decks stay loaded between calls, and changed numbers are altered in place. */
export function createNgspiceSession(
  createDriver: (shelf: DeckShelf) => PhaseDriver,
  { worker, deadlineSeconds, nextNumber }: SessionContext,
): Session {
  const shelf = createDeckShelf({
    nextTitle: () => `tellegen ${nextNumber()}`,
    discard: (title) => worker.discard(title),
  });
  const drive = createDriver(shelf);
  let analyses = 0;
  let seconds = 0;
  const spend = (spent: number): void => {
    seconds += spent;
  };
  return {
    get analyses() {
      return analyses;
    },
    get seconds() {
      return seconds;
    },
    async run(slots, phases) {
      if (phases.length === 0) return succeed([]);
      const attempt = (): Promise<Outcome<readonly ComplexMatrix[]>> =>
        worker.exclusively((access) =>
          drive(slots, phases, (runs) => {
            analyses += runs.length;
            return runScript(runs, access, deadlineSeconds, spend);
          }),
        );
      const outcome = await attempt();
      // A thread that ended may have been ended from outside: a new one gets one more try, so that a long training loses nothing.
      return outcome.kind === "failed" && outcome.reason === "engine-died" ? attempt() : outcome;
    },
    async close() {
      shelf.clear();
    },
  };
}
