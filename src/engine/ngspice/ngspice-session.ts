import { type AcDeck, type AcDeckVariant, buildAcDeck } from "../../experiment/deck/ac-deck.ts";
import { formatExactly } from "../../experiment/deck/deck.ts";
import { findUnknownDevice, hasControlledSources } from "../../experiment/deck/deck-refusals.ts";
import { findImpossibleNumber } from "../../experiment/deck/impossible-number.ts";
import type { Stimulus } from "../../experiment/deck/stimulus.ts";
import { type AcExperiment, type PointwisePhase, pointwisePhases } from "../../experiment/experiment.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Session } from "../engine.ts";
import { explainSingular } from "./explain-singular.ts";
import { type LoadedDeck, watchDeck } from "./loaded-deck.ts";
import { explainFailure, findSpoiledRun } from "./ngspice-log.ts";
import type { WorkerReply } from "./ngspice-worker.ts";
import { readRawFile } from "./raw-file.ts";
import { copySweep, type ExpectedSweep } from "./read-sweep.ts";
import type { SharedWorker, WorkerAccess } from "./shared-worker.ts";

/** What a session needs of its engine. */
export interface SessionContext {
  readonly worker: SharedWorker;
  readonly deadlineSeconds: number;
  /** A number never given before: deck titles must not repeat. */
  nextNumber(): number;
}

/** One sweep of a script: a phase over one grid. */
interface Sweep {
  readonly phase: number;
  readonly grid: number;
  readonly file: string;
  readonly deck: AcDeck;
}

/** Which deck a phase runs on, and which sources are on while grid `grid` runs. */
interface PhaseSetup {
  readonly loaded: LoadedDeck;
  /** Built for this call alone. */
  readonly once: boolean;
  stimuli(grid: number): readonly Stimulus[];
}

/** Open a session: decks stay loaded between calls, and changed numbers are altered in place. */
export function createNgspiceSession(experiment: AcExperiment, context: SessionContext): Session {
  const { circuit, grids } = experiment;
  const gridPoints = grids.map(gridFrequencies);
  const decks = new Map<string, LoadedDeck>();
  let analyses = 0;
  let seconds = 0;

  function deckOf(variant: AcDeckVariant): Outcome<LoadedDeck> {
    const key = `${variant.transposed}/${variant.terminated}`;
    const known = variant.injected === undefined ? decks.get(key) : undefined;
    if (known !== undefined) return succeed(known);
    const built = buildAcDeck(experiment, variant, `tellegen ${context.nextNumber()}`);
    if (built.kind === "failed") return built;
    const loaded = watchDeck(built.value);
    if (variant.injected === undefined) decks.set(key, loaded);
    return succeed(loaded);
  }

  function setUp(phase: PointwisePhase): Outcome<PhaseSetup> {
    if (phase.kind !== "free") {
      const device = findUnknownDevice(circuit);
      if (device !== undefined) {
        return fail(
          "unsupported",
          `${device.name} has no linear model here: a nudged run of this circuit would be wrong`,
        );
      }
    }
    if (phase.kind === "nudge") {
      const deck = deckOf({ transposed: hasControlledSources(circuit), terminated: phase.terminated });
      if (deck.kind === "failed") return deck;
      const nudge = deck.value.deck.nudges[phase.probe]!;
      return succeed({ loaded: deck.value, once: false, stimuli: () => [nudge] });
    }
    const { excitation } = phase;
    const variant = { transposed: false, terminated: excitation.kind === "port" };
    const deck = deckOf(phase.kind === "nudged" ? { ...variant, injected: phase.amplitudes } : variant);
    if (deck.kind === "failed") return deck;
    const { ownSources, portDrives, injectionUnits } = deck.value.deck;
    const driven = excitation.kind === "port" ? [portDrives[excitation.port]!] : ownSources;
    return succeed({
      loaded: deck.value,
      once: phase.kind === "nudged",
      stimuli: (grid) => [...driven, ...(injectionUnits[grid] ?? [])],
    });
  }

  async function runSetups(
    slots: Float64Array,
    setups: readonly PhaseSetup[],
    access: WorkerAccess,
  ): Promise<Outcome<readonly ComplexMatrix[]>> {
    const commands: string[] = [];
    const writes: (readonly [string, string])[] = [];
    const sweeps: Sweep[] = [];
    setups.forEach(({ loaded, once, stimuli }, phase) => {
      const { deck } = loaded;
      const prepared = loaded.prepare(slots, access.circuits);
      commands.push(...prepared.commands);
      if (prepared.file !== undefined) writes.push(prepared.file);
      grids.forEach(({ variation, points, from, to }, grid) => {
        const file = `sweep-${phase}-${grid}.raw`;
        sweeps.push({ phase, grid, file, deck });
        commands.push(...loaded.switchOn(stimuli(grid), slots));
        // Without the echo a message could not be told from that of another sweep.
        commands.push(`echo ${sweepMark(phase, grid)}`);
        commands.push(`ac ${variation} ${points} ${formatExactly(from)} ${formatExactly(to)}`);
        commands.push(`write ${file}`, "destroy all");
      });
      if (once) commands.push(...access.circuits.remove(deck.title));
    });
    const outcome = await access.run(
      { writes, script: commands.join("\n"), reads: sweeps.map(({ file }) => file) },
      { deadlineSeconds: context.deadlineSeconds },
    );
    analyses += sweeps.length;
    if (outcome.kind === "failed") return explainFailure(outcome.log, outcome);
    seconds += outcome.value.seconds;
    const results = setups.map(() =>
      complexMatrix(experiment.quantities.length, experiment.frequencies.length),
    );
    const failed = readSweeps(sweeps, outcome.value, results);
    if (failed === undefined) return succeed(results);
    for (const { loaded } of setups) loaded.forget();
    const { failure, deck } = failed;
    if (failure.reason === "singular" && access.circuits.has(deck.title)) {
      return explainSingular(failure, deck, access, context.deadlineSeconds);
    }
    // After these it is not certain which circuits are loaded.
    if (failure.reason === "rejected-deck" || failure.reason === "engine-died") await access.replace();
    return failure;
  }

  /** Copy all sweeps into the results; gives the first that is not what it should be. */
  function readSweeps(
    sweeps: readonly Sweep[],
    { log, files }: WorkerReply,
    results: readonly ComplexMatrix[],
  ): { readonly failure: Failure; readonly deck: AcDeck } | undefined {
    for (const [index, { phase, grid, deck }] of sweeps.entries()) {
      const { translate } = deck.names;
      const before = gridPoints.slice(0, grid).reduce((sum, { length }) => sum + length, 0);
      const expected = { title: deck.title, frequencies: gridPoints[grid]!, vectors: deck.vectors };
      const failure =
        findSpoiledRun(log, translate) ??
        readSweep(
          files[index] ?? null,
          expected,
          results[phase]!,
          before,
          logOf(log, phase, grid),
          translate,
        );
      if (failure !== undefined) return { failure, deck };
    }
    return undefined;
  }

  return {
    get analyses() {
      return analyses;
    },
    get seconds() {
      return seconds;
    },
    async run(slots, phases) {
      const setups: PhaseSetup[] = [];
      for (const phase of pointwisePhases(phases)) {
        const setup = setUp(phase);
        if (setup.kind === "failed") return setup;
        const { deck } = setup.value.loaded;
        const impossible = findImpossibleNumber(deck, slots);
        if (impossible !== undefined) return impossible;
        setups.push(setup.value);
      }
      if (setups.length === 0) return succeed([]);
      return context.worker.exclusively((access) => runSetups(slots, setups, access));
    },
    async close() {
      for (const { deck } of decks.values()) context.worker.discard(deck.title);
      decks.clear();
    },
  };
}

function readSweep(
  bytes: Uint8Array<ArrayBuffer> | null,
  expected: ExpectedSweep,
  into: ComplexMatrix,
  column: number,
  log: string,
  translate: (message: string) => string,
): Failure | undefined {
  const raw = bytes === null ? fail("incomplete-result", "ngspice wrote no result") : readRawFile(bytes);
  const wrong = raw.kind === "failed" ? raw : copySweep(raw.value[0]!, expected, into, column);
  return wrong && explainFailure(log, { ...wrong, explanation: translate(wrong.explanation) }, translate);
}

function sweepMark(phase: number, grid: number): string {
  return `@sweep-${phase}-${grid}@`;
}

/** What was printed during one sweep. */
function logOf(log: string, phase: number, grid: number): string {
  const start = log.indexOf(sweepMark(phase, grid));
  if (start < 0) return log;
  const next = log.indexOf("@sweep-", start + 1);
  return log.slice(start, next < 0 ? undefined : next);
}
