import picocolors from "picocolors";
import type { Io, OutputStream } from "./io.ts";

/** Functions that colour a text, or leave it as it is. */
export type TerminalColours = ReturnType<typeof picocolors.createColors>;

/** Colours for a stream: only on a terminal, never with NO_COLOR or a dumb one, always with FORCE_COLOR (https://no-color.org). */
export function terminalColours(stream: OutputStream, env: Io["env"]): TerminalColours {
  const forced = (env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0";
  const refused = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return picocolors.createColors(!refused && (forced || stream.isTerminal));
}
