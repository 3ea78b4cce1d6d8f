import type { FabricationEvent } from "../fabrication/fabrication-options.ts";
import type { Io } from "./io.ts";
import { terminalColours } from "./terminal-colours.ts";

/** Shows how an export goes on: one line on standard error, which a terminal sees rewritten. */
export interface ExportProgress {
  readonly show: (event: FabricationEvent) => void;
  clear(): void;
}

/** Milliseconds between two lines. */
const INTERVAL = { terminal: 80, plain: 2000 } as const;

/** Start showing an export. */
export function createExportProgress(io: Io): ExportProgress {
  const { stderr } = io;
  const colours = terminalColours(stderr, io.env);
  const interval = stderr.isTerminal ? INTERVAL.terminal : INTERVAL.plain;
  let last = io.now();
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write("\r\u001b[K", "painted");
    drawn = false;
  };
  const draw = (line: string): void => {
    if (!stderr.isTerminal) stderr.write(`${line}\n`);
    else {
      stderr.write(`\r\u001b[K${line.slice(0, Math.max(stderr.columns - 1, 20))}`, "painted");
      drawn = true;
    }
  };
  return {
    clear,
    show(event) {
      if (event.kind === "searching") {
        const values = event.values === 1 ? "1 value" : `${event.values} values`;
        stderr.write(`${colours.dim(`${values} to choose, in ${event.engine}`)}\n`, "painted");
        return;
      }
      if (event.kind === "verifying") {
        if (stderr.isTerminal) draw("simulating the written netlist once more");
        return;
      }
      const now = io.now();
      if (now - last < interval) return;
      last = now;
      draw(
        event.kind === "searched" ? `${event.circuits} circuits` : `specimen ${event.done} of ${event.of}`,
      );
    },
  };
}
