import type { DcExperiment, Phase } from "../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { succeed } from "../numeric/outcome.ts";
import type { Engine, Session } from "./engine.ts";

/**
 * Points that are run together. What a point comes out as may depend in its last digits on those before it, so the chunks are the same for any
 * number of workers, and so is every result.
 */
const CHUNK = 32;

/**
 * Several engines of one kind as one: operating points are cut into chunks, which the engines work off side by side; everything else is run by the
 * first. The engines keep what they have loaded, so each chunk stays with its engine. Closing the pool closes them all.
 */
export function createPooledEngine(engines: readonly [Engine, ...Engine[]]): Engine {
  return {
    name: engines[0].name,
    async open(experiment) {
      if (experiment.kind !== "dc" || experiment.points.length <= CHUNK) return engines[0].open(experiment);
      const chunks: Chunk[] = [];
      for (let first = 0; first < experiment.points.length; first += CHUNK) {
        const part = chunkOf(experiment, first);
        const session = await engines[chunks.length % engines.length]!.open(part);
        if (session.kind === "failed") {
          for (const chunk of chunks) await chunk.session.close();
          return session;
        }
        chunks.push({ first, count: part.points.length, session: session.value });
      }
      return succeed(joinSessions(chunks, experiment, engines.length));
    },
    async close() {
      for (const engine of engines) await engine.close();
    },
  };
}

/** Some neighbouring points with the session that runs them. */
interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly session: Session;
}

function chunkOf(experiment: DcExperiment, first: number): DcExperiment {
  return { ...experiment, points: experiment.points.slice(first, first + CHUNK) };
}

function joinSessions(chunks: readonly Chunk[], experiment: DcExperiment, workers: number): Session {
  const total = (measure: (session: Session) => number): number =>
    chunks.reduce((sum, { session }) => sum + measure(session), 0);
  return {
    get analyses() {
      return total(({ analyses }) => analyses);
    },
    get seconds() {
      return total(({ seconds }) => seconds) / workers;
    },
    async run(slots, phases) {
      const results = phases.map(() => complexMatrix(experiment.quantities.length, experiment.points.length));
      const outcomes = await Promise.all(
        chunks.map(({ session, first, count }) =>
          session.run(
            slots,
            phases.map((phase) => slicePhase(phase, first, count)),
          ),
        ),
      );
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind === "failed") return outcome;
        const { first } = chunks[index]!;
        outcome.value.forEach((part, phase) => {
          copyColumns(part, results[phase]!, first);
        });
      }
      return succeed(results);
    },
    async close() {
      for (const { session } of chunks) await session.close();
    },
  };
}

/** The phase at some of the points. */
function slicePhase(phase: Phase, first: number, count: number): Phase {
  if (phase.kind !== "nudged") return phase;
  const { rows, columns, re, im } = phase.amplitudes;
  const amplitudes = complexMatrix(rows, count);
  for (let row = 0; row < rows; row++) {
    const from = row * columns + first;
    amplitudes.re.set(re.subarray(from, from + count), row * count);
    amplitudes.im.set(im.subarray(from, from + count), row * count);
  }
  return { ...phase, amplitudes };
}

function copyColumns(part: ComplexMatrix, into: ComplexMatrix, first: number): void {
  for (let row = 0; row < part.rows; row++) {
    const from = row * part.columns;
    into.re.set(part.re.subarray(from, from + part.columns), row * into.columns + first);
    into.im.set(part.im.subarray(from, from + part.columns), row * into.columns + first);
  }
}
