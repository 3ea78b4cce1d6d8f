import { printable } from "../source/printable.ts";
import type { Io, OutputStream } from "./io.ts";

/**
 * The same world with streams that a netlist cannot steer: in a text (not in bytes, which are files) control characters are written as
 * escapes, whatever name or message they came in with. What the command line paints itself says that it is `painted`.
 */
export function withPrintableStreams(io: Io): Io {
  return { ...io, stdout: printableStream(io.stdout), stderr: printableStream(io.stderr) };
}

function printableStream(stream: OutputStream): OutputStream {
  return {
    isTerminal: stream.isTerminal,
    get columns() {
      return stream.columns;
    },
    write(data, look) {
      stream.write(typeof data === "string" && look !== "painted" ? printable(data) : data, look);
    },
  };
}
