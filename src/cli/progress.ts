import { formatCost } from "../report/format-cost.ts";
import { formatDuration } from "../report/format-duration.ts";
import type { TrainingEvent } from "../training/training-options.ts";
import type { Io } from "./io.ts";
import { terminalColours } from "./terminal-colours.ts";

/** Shows how a training goes on. */
export interface Progress {
  show(event: TrainingEvent): void;
  /** Removes the running line, so that other output can follow. */
  clear(): void;
}

/** A terminal's line is redrawn at most this often; plain lines come at least this far apart. In milliseconds. */
const redrawInterval = 80;
const plainInterval = 2000;
const barWidth = 20;

/** One line on standard error: rewritten in place on a terminal, otherwise a plain line every few seconds. */
export function createProgress(io: Io): Progress {
  const { stderr } = io;
  const colours = terminalColours(stderr, io.env);
  const interval = stderr.isTerminal ? redrawInterval : plainInterval;
  let maxSteps = 0;
  let startedAt = 0;
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;

  const draw = (line: string): void => {
    if (!stderr.isTerminal) {
      stderr.write(`${line}\n`);
      return;
    }
    // Carriage return and "erase to the end of the line"; a line that wraps could not be taken back.
    stderr.write(`\r\u001b[K${line.slice(0, Math.max(stderr.columns - 1, 20))}`, "painted");
    drawn = true;
  };
  const clear = (): void => {
    if (drawn) stderr.write("\r\u001b[K", "painted");
    drawn = false;
  };

  return {
    clear,
    show(event) {
      if (event.kind === "verifying") {
        if (stderr.isTerminal) draw("simulating the written netlist once more");
        return;
      }
      if (event.kind === "started") {
        maxSteps = event.maxSteps;
        startedAt = io.now();
        clear();
        const { engine, estimator, optimizer, parameters, cost } = event;
        const values = parameters === 1 ? "1 value" : `${parameters} values`;
        stderr.write(
          colours.dim(`${values}, ${optimizer} with ${estimator} in ${engine}, cost ${formatCost(cost)}`),
          "painted",
        );
        stderr.write("\n");
        return;
      }
      const now = io.now();
      if (now - last < interval) return;
      last = now;
      draw(progressLine(event, maxSteps, (now - startedAt) / 1000, stderr.isTerminal));
    },
  };
}

/** @param running seconds since the first cost was known: the engine's start is not part of a step. */
function progressLine(
  event: TrainingEvent & { kind: "step" },
  maxSteps: number,
  running: number,
  bar: boolean,
): string {
  const { step, best, analyses, seconds, start } = event;
  const fraction = maxSteps > 0 ? Math.min(step / maxSteps, 1) : 0;
  const filled = Math.round(fraction * barWidth);
  const drawing = bar ? `${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ` : "";
  const attempt = start > 0 ? `start ${start + 1}, ` : "";
  // Most trainings end well before the last step: the time left is an upper limit, and said to be one.
  const left =
    step > 0 ? `, at most ${formatDuration((running / step) * Math.max(maxSteps - step, 0))} left` : "";
  return `${drawing}${attempt}step ${step}/${maxSteps}, cost ${formatCost(best)}, ${analyses} analyses, ${formatDuration(seconds)}${left}`;
}
